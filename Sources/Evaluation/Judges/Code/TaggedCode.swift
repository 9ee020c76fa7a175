/// What stands between `<code>` and `</code>`.
enum TaggedCode {
  /// The outermost pairs in `text`, in any case of letters, attributes allowed. Pairs inside a pair
  /// belong to the program, such as HTML in a string.
  static func parts(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    var parts: [String] = []
    var depth = 0
    var start = 0
    var position = 0
    while position < bytes.count {
      guard let tag = tag(in: bytes, at: position) else {
        position += 1
        continue
      }
      if !tag.isClosing {
        if depth == 0 { start = tag.end }
        depth += 1
      } else if depth > 0 {
        depth -= 1
        if depth == 0 { parts.append(String(decoding: bytes[start..<position], as: UTF8.self)) }
      }
      position = tag.end
    }
    if depth > 0 { parts.append(String(decoding: bytes[start...], as: UTF8.self)) }
    return parts
  }

  private static let name = Array("code".utf8)

  /// The tag that begins at `start`, if one does.
  private static func tag(in bytes: [UInt8], at start: Int) -> (isClosing: Bool, end: Int)? {
    guard bytes[start] == UInt8(ascii: "<") else { return nil }
    var position = start + 1
    let isClosing = position < bytes.count && bytes[position] == UInt8(ascii: "/")
    if isClosing { position += 1 }
    guard position + name.count < bytes.count,
      zip(bytes[position...], name).allSatisfy({ $0 | 0x20 == $1 })
    else { return nil }
    position += name.count
    if bytes[position] == UInt8(ascii: ">") { return (isClosing, position + 1) }
    guard !isClosing, bytes[position] == UInt8(ascii: " ") else { return nil }
    let line = bytes[position...].prefix { $0 != 0x0A && $0 != UInt8(ascii: "<") }
    return line.firstIndex(of: UInt8(ascii: ">")).map { (false, $0 + 1) }
  }
}
