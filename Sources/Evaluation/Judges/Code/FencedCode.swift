/// Fenced code blocks of Markdown (CommonMark 0.31 §4.5; any indentation, as in lists).
enum FencedCode {
  private struct Fence {
    var mark: Character
    var length: Int
    var language: String
  }

  /// The blocks that say that they are Python; where none does, those that say nothing.
  static func parts(of text: String) -> [String] {
    var blocks: [(language: String, lines: [Substring])] = []
    var open: Fence?
    for line in text.sourceLines {
      let found = fence(line)
      if let fence = open {
        let closes =
          found.map { $0.mark == fence.mark && $0.length >= fence.length && $0.language.isEmpty }
        if closes == true {
          open = nil
        } else {
          blocks[blocks.count - 1].lines.append(line)
        }
      } else if let found {
        open = found
        blocks.append((found.language, []))
      }
    }
    let python = blocks.filter { $0.language.hasPrefix("py") }
    let chosen = python.isEmpty ? blocks.filter { $0.language.isEmpty } : python
    return chosen.map { $0.lines.joined(separator: "\n") }
  }

  /// The fence that a line is: three or more of one mark, then the language.
  private static func fence(_ line: Substring) -> Fence? {
    let line = line.drop(while: \.isWhitespace)
    guard let mark = line.first, mark == "`" || mark == "~" else { return nil }
    let length = line.prefix { $0 == mark }.count
    let info = line.dropFirst(length)
    guard length >= 3, mark == "~" || !info.contains("`") else { return nil }
    let word = info.split(whereSeparator: { $0.isWhitespace || "{}.,".contains($0) }).first
    return Fence(mark: mark, length: length, language: word.map { $0.lowercased() } ?? "")
  }
}
