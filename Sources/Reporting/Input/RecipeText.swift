internal import Corpus

/// Looks up values in a resolved recipe, which is YAML in block style with lists and scalars on one
/// line. This is no YAML reader: what it does not find, the report calls not stated.
struct RecipeText: Sendable {
  let text: String
  private var values: [String: String] = [:]

  init(_ text: String) {
    self.text = text
    var path: [(indent: Int, key: String)] = []
    for line in text.split(separator: "\n") {
      let indent = line.prefix { $0 == " " }.count
      let content = line.dropFirst(indent)
      guard !content.hasPrefix("#"), let colon = content.firstIndex(of: ":") else { continue }
      while let last = path.last, last.indent >= indent { path.removeLast() }
      path.append((indent, String(content[..<colon])))
      let value = content[content.index(after: colon)...].drop { $0 == " " }
      if !value.isEmpty { values[path.map(\.key).joined(separator: ".")] = String(value) }
    }
  }

  /// The scalar under a dotted path, without its quotes; nil where there is none.
  subscript(path: String) -> String? {
    guard let value = values[path], value != "null" else { return nil }
    return Self.unquoted(value)
  }

  func number(_ path: String) -> Double? { self[path].flatMap { Double($0) } }

  /// The items of a flow list of scalars; none where there is no list.
  func list(_ path: String) -> [String] {
    guard let value = values[path], value.hasPrefix("["), value.hasSuffix("]") else { return [] }
    var items: [String] = []
    var item = ""
    var isQuoted = false
    var isEscaped = false
    for character in value.dropFirst().dropLast() {
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isEscaped
      if character == ",", !isQuoted {
        items.append(item)
        item = ""
      } else if !item.isEmpty || character != " " {
        item.append(character)
      }
    }
    if !item.isEmpty { items.append(item) }
    return items.map(Self.unquoted)
  }

  private static func unquoted(_ value: String) -> String {
    guard value.hasPrefix("\"") else { return value }
    var bytes = Array(value.utf8)
    let parsed = bytes.withUnsafeMutableBufferPointer {
      try? JSONValue.parse(UnsafeBufferPointer($0), source: "recipe")
    }
    return parsed?.string ?? value
  }
}
