public import Corpus
internal import Diagnostics

extension Metric {
  /// The share of an answer's n-grams that were there before.
  public static let repetition = "repetition"
}

/// The share of the n-grams of `text` that are repeats: `1 - distinct / all`, from 0 to below 1
/// (seq-rep-n of Welleck et al., arXiv 1908.04319 §6). Words are what stands between white space,
/// in small letters; a text of fewer than `n` words has 0, as has a loop without any spaces.
///
/// - Precondition: `n` is 1 or more.
public func repetition(of text: String, n: Int = 3) -> Double {
  precondition(n > 0, "n-grams of \(n) words")
  let words = text.lowercased().split(whereSeparator: \.isWhitespace)
  guard words.count >= n else { return 0 }
  let all = words.count - n + 1
  let distinct = Set((0..<all).map { words[$0..<$0 + n] })
  return 1 - Double(distinct.count) / Double(all)
}

/// How much an answer repeats itself, as a metric of every answer.
public struct RepetitionScorer: Scorer {
  private let n: Int

  public init(n: Int = 3) { self.n = n }

  public func scores(of answer: ScratchpadAnswer, to item: SuiteItem) -> [Score] {
    [Score(Metric.repetition, repetition(of: answer.answer, n: n))]
  }
}

/// A penalty for answers that repeat themselves: `-repetition(of: text)`, from above -1 to 0.
public struct RepetitionPenalty: Reward, Sendable {
  public let name = "repetition_penalty"
  private let n: Int

  /// - Throws: `InputError` for `n` below 1.
  public init(n: Int = 3) throws {
    guard n > 0 else {
      throw InputError("recipe", key: "repetition_penalty.n", "\(n)", expected: "1 or more words")
    }
    self.n = n
  }

  public func values(of answers: [RatedAnswer]) -> [Double?] {
    answers.map { -repetition(of: $0.text, n: n) }
  }
}
