public import Corpus
internal import Diagnostics

/// A penalty for long answers: `-min(1, max(0, tokens - free) / (limit - free))`, from -1 to 0.
/// Nothing up to `free` new tokens, the whole from `limit` on, a straight line between, as the soft
/// overlong punishment of DAPO (arXiv 2503.14476 §3.4). An answer that did not end by itself has the
/// whole penalty. A scratchpad's tokens count.
public struct LengthPenalty: Reward, Sendable {
  public let name = "length_penalty"
  private let free: Int
  private let limit: Int
  private let penalisesUnfinished: Bool

  /// - Parameters:
  ///   - free: new tokens that cost nothing.
  ///   - limit: new tokens from which on the penalty is 1.
  /// - Throws: `InputError` unless `0 <= free < limit`.
  public init(free: Int, limit: Int, penalisesUnfinished: Bool = true) throws {
    guard free >= 0, free < limit else {
      throw InputError(
        "recipe", key: "length_penalty", "free \(free), limit \(limit)",
        expected: "tokens with 0 <= free < limit")
    }
    self.free = free
    self.limit = limit
    self.penalisesUnfinished = penalisesUnfinished
  }

  public func values(of answers: [RatedAnswer]) -> [Double?] {
    answers.map { answer in
      if penalisesUnfinished, !answer.isComplete { return -1 }
      return -min(1, max(0, Double(answer.tokens - free)) / Double(limit - free))
    }
  }
}
