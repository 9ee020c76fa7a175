import Diagnostics

extension JSONValue {
  /// This value as one line of JSON, members in their own order. Text stays UTF-8; only quotes,
  /// backslashes and control characters are escaped.
  ///
  /// - Throws: `RunError` for a number that JSON cannot hold (infinite or not a number).
  public func serialized() throws -> String {
    var text = ""
    try write(into: &text)
    return text
  }

  func write(into text: inout String) throws {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value):
      guard value.isFinite else { throw RunError("JSON cannot hold the number \(value)") }
      text += String(value)
    case .string(let value): Self.write(value, into: &text)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        try element.write(into: &text)
      }
      text += "]"
    case .object(let object):
      text += "{"
      for (index, member) in object.members.enumerated() {
        if index > 0 { text += ", " }
        Self.write(member.key, into: &text)
        text += ": "
        try member.value.write(into: &text)
      }
      text += "}"
    }
  }

  private static func write(_ string: String, into text: inout String) {
    text += "\""
    if string.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
      for scalar in string.unicodeScalars { text += escaped(scalar) }
    } else {
      text += string
    }
    text += "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    case "\u{0}"..<"\u{20}":
      let hex = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: return String(scalar)
    }
  }
}
