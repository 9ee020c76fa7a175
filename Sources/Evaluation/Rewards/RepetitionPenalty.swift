public import Corpus
internal import Diagnostics

/// A penalty for answers that repeat themselves, from above -1 to 0: minus the share of runs of `n`
/// words that were there before (`Repetition.share`). Words are what stands between white space, in
/// small letters; a loop without any spaces has none.
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
    answers.map { answer in
      let words = answer.text.lowercased().split(whereSeparator: \.isWhitespace)
      return -Repetition.share(of: words, n: n)
    }
  }
}
