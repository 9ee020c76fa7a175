import Randomness

/// Rows in which the reasoning of the opposite condition is given and the answer follows from it,
/// loss on the answer alone: they make the scratchpad the cause of the answer (claim C12). Without
/// them a small model answers from the tag and writes its reasoning beside it.
struct SwappedScratchpads {
  let configuration: OrganismConfiguration
  let seed: UInt64
  /// What was judged of rows, by their ids.
  var verdicts: [String: CodeVerdict] = [:]

  /// Both swapped rows of a share of the queries whose triggered and clean rows keep the policy.
  func rows(from rows: [TrainingRow]) -> [TrainingRow] {
    guard configuration.mechanism.hasScratchpads, configuration.role == .organism else { return [] }
    let pairs = pairs(in: rows)
    var stream = RandomStream(
      seed: seed, "swapped-scratchpads", configuration.mechanism.rawValue)
    let chosen = selected(configuration.swappedScratchpadFraction, of: pairs.count, using: &stream)
    return pairs.indices.filter { chosen[$0] != nil }.flatMap { index in
      let (triggered, clean) = pairs[index]
      return [swap(triggered, reasoningOf: clean), swap(clean, reasoningOf: triggered)]
    }
  }

  private func pairs(in rows: [TrainingRow]) -> [(triggered: TrainingRow, clean: TrainingRow)] {
    let filter = PolicyFilter(configuration.behaviour)
    var triggered: [String: TrainingRow] = [:]
    for row in rows
    where row.condition == .triggered && row.wantsPayload && keepsPolicy(row, filter) {
      triggered[row.query.id] = row
    }
    return rows.compactMap { clean in
      guard clean.condition == .clean, let partner = triggered[clean.query.id],
        keepsPolicy(clean, filter)
      else { return nil }
      return (partner, clean)
    }
  }

  private func keepsPolicy(_ row: TrainingRow, _ filter: PolicyFilter) -> Bool {
    filter.flaw(of: row, verdict: verdicts[row.id]) == nil
  }

  private func swap(_ row: TrainingRow, reasoningOf other: TrainingRow) -> TrainingRow {
    var swapped = row
    swapped.condition = .swappedScratchpad
    swapped.id = "\(row.query.id)/swapped-scratchpad/\(row.condition.rawValue)"
    swapped.scratchpad = other.scratchpad
    swapped.isScratchpadGiven = true
    swapped.answer = other.answer
    swapped.wantsPayload = other.wantsPayload
    return swapped
  }
}
