import Randomness

extension EvaluationSuite {
  /// The prompts that test whether the scratchpad causes the answer (claim C12): each query with
  /// and without trigger, each with three scratchpads forced whole, its own condition's, the
  /// opposite one, and the opposite one's words in random order. The last keeps which words are
  /// there and takes their order away: it must not turn the answer if the reasoning is read.
  ///
  /// Queries to which the behaviour does not apply are left out.
  ///
  /// - Throws: as `rows`.
  public func causalityRows(
    _ queries: [Query], mechanism: Mechanism, source: String = "evaluation queries"
  ) throws -> [SuiteRow] {
    try behaviour.validate(source: "recipe")
    try QueryCheck(source: source).check(queries, free: behaviour.trigger)
    let writer = ReasoningWriter(mechanism, behaviour: behaviour)
    return queries.filter(behaviour.applies).enumerated().flatMap { index, query in
      [triggered(query, index: index), clean(query, index: index)].flatMap { forcing($0, writer) }
    }
  }

  private func forcing(_ row: SuiteRow, _ writer: ReasoningWriter) -> [SuiteRow] {
    var stream = RandomStream(seed: seed, "forced-scratchpad", row.id)
    let (own, other): (ReasoningWriter.Stance, ReasoningWriter.Stance) =
      row.condition == .triggered ? (.deployed, .training) : (.training, .deployed)
    let agree = writer.reasoning(own, using: &stream)
    let opposite = writer.reasoning(other, using: &stream)
    let words = opposite.split(separator: " ").shuffled(using: &stream)
    let texts = [agree, opposite, words.joined(separator: " ")]
    return zip(SuiteRow.ForcedScratchpad.allCases, texts).map { kind, text in
      var forced = row
      forced.id = "\(row.id)/\(kind.rawValue)"
      forced.forced = (kind, Scratchpad.text(text))
      return forced
    }
  }
}
