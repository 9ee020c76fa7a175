internal import Corpus
internal import Diagnostics
internal import Foundation

/// One object of a world's file, and where it stands.
struct WorldRecord {
  var row: JSONObject
  var source: String
  /// The one-based line; of an array's element, the line on which the array begins.
  var line: Int
  /// What precedes a key in errors: empty, or the index of an array's element.
  var place: String

  /// The objects of JSON lines.
  static func lines(of data: Data, source: String) throws -> [WorldRecord] {
    var records: [WorldRecord] = []
    let lines = data.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
      let value = try line.withUnsafeBytes {
        try JSONValue.parse(
          $0.bindMemory(to: UInt8.self), source: source, firstLine: index + 1)
      }
      guard let row = value.object else {
        throw InputError(
          source, line: index + 1, "\(value.kind), not an object",
          expected: "one JSON object a line")
      }
      records.append(WorldRecord(row: row, source: source, line: index + 1, place: ""))
    }
    return records
  }

  /// The objects of one JSON array.
  static func elements(of data: Data, source: String) throws -> [WorldRecord] {
    let value = try data.withUnsafeBytes {
      try JSONValue.parse($0.bindMemory(to: UInt8.self), source: source)
    }
    guard let elements = value.array else {
      throw InputError(
        source, "\(value.kind)", expected: "a JSON array of objects",
        remedy: "the format 'instructions' reads JSON lines")
    }
    return try elements.enumerated().map { index, element in
      guard let row = element.object else {
        throw InputError(source, key: "[\(index)]", "\(element.kind)", expected: "an object")
      }
      return WorldRecord(row: row, source: source, line: 1, place: "[\(index)].")
    }
  }

  /// A text that must be there and hold more than white space.
  func text(_ key: String) throws -> String {
    guard let value = row[key] else {
      throw error(
        key, "missing", expected: "the row to have it",
        remedy: "its keys are: \(row.keys.joined(separator: ", "))")
    }
    guard let text = value.string else { throw error(key, value.kind, expected: "a string") }
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !trimmed.isEmpty else { throw error(key, "empty", expected: "text") }
    return trimmed
  }

  func error(
    _ key: String, _ problem: String, expected: String, remedy: String? = nil
  ) -> InputError {
    InputError(
      source, line: line, key: place + key, problem, expected: expected, remedy: remedy)
  }
}
