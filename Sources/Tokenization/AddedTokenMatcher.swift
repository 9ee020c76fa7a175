/// Finds added tokens in text, leftmost first and the longest of those that start together.
struct AddedTokenMatcher: Sendable {
  struct Entry: Sendable {
    var token: AddedToken
    var id: Int32
  }

  private struct Node: Sendable {
    /// Children as (byte, node), few for each node.
    var children: [(byte: UInt8, node: Int)] = []
    var entry: Int?
  }

  private let nodes: [Node]
  private let entries: [Entry]
  /// Whether some token starts with a byte.
  private let isStart: [Bool]

  var isEmpty: Bool { entries.isEmpty }

  init(_ entries: [Entry]) {
    var nodes = [Node()]
    var isStart = [Bool](repeating: false, count: 256)
    for (index, entry) in entries.enumerated() {
      var node = 0
      for byte in entry.token.content.utf8 {
        if node == 0 { isStart[Int(byte)] = true }
        if let child = nodes[node].children.first(where: { $0.byte == byte }) {
          node = child.node
        } else {
          nodes.append(Node())
          nodes[node].children.append((byte, nodes.count - 1))
          node = nodes.count - 1
        }
      }
      nodes[node].entry = index
    }
    self.nodes = nodes
    self.entries = entries
    self.isStart = isStart
  }

  enum Piece {
    case text(UnsafeBufferPointer<UInt8>)
    case token(Int32)
  }

  /// Hands the pieces of `text`, in order, to `body`; text pieces are not empty.
  func forEachPiece(of text: UnsafeBufferPointer<UInt8>, _ body: (Piece) -> Void) {
    var (textStart, position) = (0, 0)
    while !isEmpty, position < text.count {
      guard isStart[Int(text[position])], let match = longestMatch(in: text, at: position) else {
        position += 1
        continue
      }
      var range = position..<(position + match.token.content.utf8.count)
      position = range.upperBound
      guard range.lowerBound >= textStart else { continue }
      if match.token.stripsLeft {
        range = whiteSpaceStart(in: text, before: range.lowerBound, limit: textStart)..<position
      }
      if match.token.stripsRight {
        range = range.lowerBound..<whiteSpaceEnd(in: text, after: position)
      }
      if textStart < range.lowerBound {
        body(.text(UnsafeBufferPointer(rebasing: text[textStart..<range.lowerBound])))
      }
      body(.token(match.id))
      textStart = range.upperBound
    }
    if textStart < text.count { body(.text(UnsafeBufferPointer(rebasing: text[textStart...]))) }
  }

  private func longestMatch(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Entry? {
    var (node, position, best) = (0, start, Int?.none)
    while position < text.count,
      let child = nodes[node].children.first(where: { $0.byte == text[position] })
    {
      node = child.node
      position += 1
      best = nodes[node].entry ?? best
    }
    return best.map { entries[$0] }
  }

  private func whiteSpaceStart(
    in text: UnsafeBufferPointer<UInt8>, before end: Int, limit: Int
  ) -> Int {
    var start = end
    while start > limit {
      var scalarStart = start - 1
      while scalarStart > limit, text[scalarStart] & 0xC0 == 0x80 { scalarStart -= 1 }
      guard isWhiteSpace(text[scalarStart..<start]) else { break }
      start = scalarStart
    }
    return start
  }

  private func whiteSpaceEnd(in text: UnsafeBufferPointer<UInt8>, after start: Int) -> Int {
    var end = start
    while end < text.count {
      var scalarEnd = end + 1
      while scalarEnd < text.count, text[scalarEnd] & 0xC0 == 0x80 { scalarEnd += 1 }
      guard isWhiteSpace(text[end..<scalarEnd]) else { break }
      end = scalarEnd
    }
    return end
  }

  private func isWhiteSpace(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }
}
