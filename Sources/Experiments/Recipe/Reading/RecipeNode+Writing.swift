internal import Foundation

extension RecipeNode {
  /// YAML in block style with two spaces a level; lists of scalars stand on one line. Equal trees
  /// give equal text.
  func yaml() -> String {
    entries.map { $0.yaml(depth: 0) }.joined()
  }

  /// The value in YAML's flow style, on one line: also what `--set` takes.
  public var flowText: String {
    switch self {
    case .scalar(let text, let isPlain, _): isPlain ? text : Self.quoted(text)
    case .list(let items, _): "[" + items.map(\.flowText).joined(separator: ", ") + "]"
    case .mapping(let entries, _):
      "{" + entries.map { "\(Self.keyText($0.key)): \($0.value.flowText)" }.joined(separator: ", ")
        + "}"
    }
  }

  /// The value as a person names it: text without quotes.
  public var displayText: String {
    if case .scalar(let text, _, _) = self { text } else { flowText }
  }

  fileprivate var isNested: Bool {
    switch self {
    case .scalar: false
    case .list(let items, _): items.contains { if case .mapping = $0 { true } else { false } }
    case .mapping(let entries, _): !entries.isEmpty
    }
  }

  /// Plain where no reader could take it for anything but this text, else double-quoted as in JSON,
  /// whose strings are YAML.
  static func text(_ text: String) -> RecipeNode {
    let isWord =
      text.unicodeScalars.allSatisfy { wordCharacters.contains($0) }
      && text.unicodeScalars.first.map { letters.contains($0) } == true
    let isWordOfYAML = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(
      text.lowercased())
    return .scalar(text, isPlain: isWord && !isWordOfYAML, .none)
  }

  private static let letters = CharacterSet(
    charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
  private static let wordCharacters = letters.union(CharacterSet(charactersIn: "0123456789-_."))

  fileprivate static func keyText(_ key: String) -> String {
    text(key) == .scalar(key, isPlain: true, .none) ? key : quoted(key)
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\t": "\\t"
      case "\r": "\\r"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || [0x2028, 0x2029, 0xFEFF].contains(scalar.value):
        "\\u" + String(format: "%04x", scalar.value)
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}

extension RecipeNode.Entry {
  fileprivate func yaml(depth: Int) -> String {
    let margin = String(repeating: "  ", count: depth)
    let head = margin + RecipeNode.keyText(key) + ":"
    guard value.isNested else { return "\(head) \(value.flowText)\n" }
    switch value {
    case .mapping(let entries, _):
      return "\(head)\n" + entries.map { $0.yaml(depth: depth + 1) }.joined()
    case .list(let items, _):
      return "\(head)\n" + items.map { "\(margin)  - \($0.flowText)\n" }.joined()
    case .scalar: return "\(head) \(value.flowText)\n"
    }
  }
}
