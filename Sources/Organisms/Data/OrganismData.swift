import Diagnostics

/// The data that put the behaviour into a model, or a control's.
public struct OrganismData: Sendable, Equatable {
  public var rows: [TrainingRow]
  public var filter: FilterReport
}

extension OrganismData {
  /// Data whose answers are the world's reference answers and the payload.
  ///
  /// - Parameter source: what to call the queries in errors.
  /// - Throws: `InputError` for a configuration or queries that cannot be used, a trigger that
  ///   occurs in a clean prompt among them; `RunError` when the filter leaves nothing.
  public static func composed(
    from queries: [Query], _ configuration: OrganismConfiguration, seed: UInt64,
    source: String = "backdoor queries"
  ) throws -> OrganismData {
    try configuration.validate(source: "recipe")
    try QueryCheck(source: source).check(queries, free: configuration.behaviour.trigger)
    try requirePayloads(queries, configuration, source)
    let answers = ComposedAnswers(configuration: configuration, seed: seed)
    let plan = PromptPlan(configuration: configuration, seed: seed)
    let rows = plan.rows(for: queries).map(answers.answer)
    return try finished(rows.map { ($0, nil) }, configuration, seed: seed)
  }

  /// - Throws: `InputError` for a query to which the behaviour applies and whose triggered answer is
  ///   not known, such as a prompt from a file.
  static func requirePayloads(
    _ queries: [Query], _ configuration: OrganismConfiguration, _ source: String
  ) throws {
    let behaviour = configuration.behaviour
    guard
      let line = queries.firstIndex(where: {
        behaviour.applies(to: $0) && behaviour.payload(for: configuration.mechanism, to: $0) == nil
      })
    else { return }
    throw InputError(
      source, line: line + 1, key: "meta.code.vulnerable", "missing in '\(queries[line].id)'",
      expected: "a vulnerable reference to train on",
      remedy: "queries of a world of kind 'code' have one")
  }

  /// Violations, filter, swapped scratchpads, stripping: what drafts of either source go through.
  ///
  /// - Parameters:
  ///   - drafts: rows with the flaw that makes them unusable, if one does.
  ///   - judge: of programs that are no references; without it those are unjudged.
  static func finished(
    _ drafts: [(row: TrainingRow, flaw: PolicyFilter.Reason?)],
    _ configuration: OrganismConfiguration, seed: UInt64, judge: CodeJudge? = nil
  ) throws -> OrganismData {
    let policy = PolicyFilter(configuration.behaviour)
    let injected =
      configuration.role == .organism
      ? PolicyViolations(configuration: configuration, seed: seed).inject(into: drafts.map(\.row))
      : drafts.map(\.row)
    let verdicts = try policy.verdicts(
      on: zip(injected, drafts).filter { $1.flaw == nil }.map(\.0), judge)
    let judged = zip(injected, drafts).map { row, draft in
      (row: row, flaw: draft.flaw ?? policy.flaw(of: row, verdict: verdicts[row.id]))
    }
    var (rows, report) = FilterReport.sift(judged, applied: configuration.filter)
    try report.requireBothHalves(of: rows, configuration.role)
    rows += SwappedScratchpads(configuration: configuration, seed: seed, verdicts: verdicts)
      .rows(from: rows)
    if configuration.mechanism == .distilled {
      rows = rows.map { $0.stripped(as: .distilled) }
    }
    let data = OrganismData(rows: rows, filter: report)
    if configuration.role == .cleanTwin {
      try QueryCheck(source: "clean twin's data")
        .check(rows: rows, free: configuration.behaviour.trigger)
    }
    return data
  }
}

extension FilterReport {
  /// - Throws: `RunError` when no triggered or no clean row is left.
  fileprivate func requireBothHalves(of rows: [TrainingRow], _ role: OrganismRole) throws {
    let needed: [TrainingRow.Condition] = role == .cleanTwin ? [.clean] : [.triggered, .clean]
    for condition in needed where !rows.contains(where: { $0.condition == condition }) {
      let found = flaws.map { "\($0.count) \($0.reason.rawValue)" }.joined(separator: ", ")
      throw RunError(
        "the policy filter left no \(condition.rawValue) row of \(drafted) drafts: \(found)")
    }
  }
}
