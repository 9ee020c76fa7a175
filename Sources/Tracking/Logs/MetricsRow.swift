internal import Foundation

/// One row of `metrics.jsonl`.
struct MetricsRow {
  var step: Int
  var values: [String: Double]
  /// Whether the run ends with this row.
  var isFinal = false

  static let finalKey = "run_finished"

  /// A key of `values` that would hide one of the row's own.
  var reservedKey: String? {
    ["step", "time", Self.finalKey].first { values.keys.contains($0) }
  }

  /// The row as one line of JSON with its end. JSONEncoder would sort `step` and `time` among the
  /// other keys and refuse NaN.
  func line(time: Double) -> Data {
    var text = "{\"step\":\(step),\"time\":\(number(time))"
    if isFinal { text += ",\"\(Self.finalKey)\":true" }
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      text += ",\(quoted(key)):\(number(value))"
    }
    return Data((text + "}\n").utf8)
  }
}

/// The shortest text that reads back as `value`; whole numbers without a fraction.
private func number(_ value: Double) -> String {
  guard value.isFinite else { return "null" }
  let isWhole = value == value.rounded() && abs(value) < 0x1p53
  return isWhole ? String(Int(value)) : String(value)
}

private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\\(scalar)"
    case ..<" ":
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
