internal import Foundation
internal import Provenance

/// JSON with exactly one text for one value, whatever encoder wrote it before: keys sorted by their
/// UTF-8 bytes, no spaces, whole numbers without a fraction. Identities are digests of it.
enum CanonicalJSON {
  static func text(_ value: JSON) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .unsigned(let value): "\(value)"
    case .number(let value):
      value == value.rounded() && abs(value) < 0x1p53 ? "\(Int64(value))" : "\(value)"
    case .string(let value): quoted(value)
    case .array(let values): "[" + values.map(text).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { "\(quoted($0.key)):\(text($0.value))" }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case _ where scalar.value < 0x20: "\\u" + String(format: "%04x", scalar.value)
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
