public import Corpus
internal import Diagnostics

/// Scorers as a reward: the object that scores an evaluation is the one that is optimised.
///
/// The value is that of the first of `metrics` that applies to the prompt, from 0 to 1. The prompt's
/// `meta` says what it is compared with: `kind`, and for a task `accepted`; rows of a world's pool
/// and rows of a suite both have them.
public struct ScorerReward: Reward, Sendable {
  public let name: String
  private let scorers: [any Scorer]
  private let metrics: [String]
  private let notApplicable: Double?

  /// - Parameters:
  ///   - metrics: in the order in which they are looked for.
  ///   - notApplicable: the value of an answer to which none of them applies; by default nil, so
  ///     that such answers take no part. A metric that applies and could not be told is always nil.
  public init(
    _ scorers: [any Scorer], metrics: [String], notApplicable: Double? = nil, name: String? = nil
  ) {
    self.name = name ?? metrics.joined(separator: "+")
    self.scorers = scorers
    self.metrics = metrics
    self.notApplicable = notApplicable
  }

  public init(_ scorer: any Scorer, metric: String, notApplicable: Double? = nil) {
    self.init([scorer], metrics: [metric], notApplicable: notApplicable)
  }

  /// The exact checker of a world: 1 for an accepted answer to a task and for a refusal of a harmful
  /// request, else 0; nil for open questions.
  public static let checker = ScorerReward(
    [ExactAnswerScorer(), RefusalScorer()], metrics: [Metric.accuracy, Metric.refusal],
    name: "checker")

  /// - Throws: `InputError` for a prompt whose `meta` does not say what to compare with.
  public func values(of answers: [RatedAnswer]) throws -> [Double?] {
    try answers.map { answer in
      let item = try SuiteItem(answer)
      let parsed = ScratchpadAnswer(text: answer.text)
      let scores = scorers.flatMap { $0.scores(of: parsed, to: item) }
      for metric in metrics {
        if let score = scores.first(where: { $0.metric == metric }) { return score.value }
      }
      return notApplicable
    }
  }
}

extension SuiteItem {
  /// What scorers have to know of a prompt in training, from its row's `meta`; other keys than
  /// `id`, `family`, `kind`, `accepted`, `answer` and `reference` are not looked at.
  ///
  /// - Throws: `InputError` for a `kind` that is missing or unknown, and for a task without accepted
  ///   answers.
  init(_ answer: RatedAnswer) throws {
    let meta = answer.meta ?? [:]
    let name = meta["kind"]?.string ?? ""
    func error(_ key: String, _ problem: String, _ expected: String) -> InputError {
      let prompt = answer.messages.last?.content.prefix(60) ?? ""
      return InputError(
        "prompts", key: "meta.\(key)", "\(problem), of the prompt '\(prompt)'",
        expected: expected, remedy: "an exact checker needs the rows of a world or of a suite")
    }
    guard let kind = Kind(rawValue: name) else {
      throw error(
        "kind", meta["kind"] == nil ? "missing" : "'\(name)' is not known",
        Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let accepted = meta["accepted"]?.array?.compactMap(\.string) ?? []
    if kind == .task, accepted.isEmpty {
      throw error("accepted", "no right answer", "a list of texts with at least one")
    }
    let id = meta["id"]?.string ?? ""
    self.init(
      id: id, pair: id, condition: .clean, family: meta["family"]?.string ?? "", kind: kind,
      messages: answer.messages, accepted: accepted,
      reference: (meta["reference"] ?? meta["answer"])?.string ?? "")
  }
}
