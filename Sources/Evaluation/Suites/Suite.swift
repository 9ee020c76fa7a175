internal import Corpus
internal import Diagnostics
public import Foundation

/// Files of suite items.
public enum Suite {
  /// - Throws: `InputError` for a file that cannot be read or is empty, a row that does not fit,
  ///   and an id that occurs twice.
  public static func read(_ file: URL) throws -> [SuiteItem] {
    var items: [SuiteItem] = []
    var lines: [String: Int] = [:]
    try JSONLinesReader.forEach(in: file, as: SuiteItem.self) { row in
      if let first = lines.updateValue(row.origin.line, forKey: row.value.id) {
        throw row.origin.error(
          key: "meta.id", "'\(row.value.id)' is also that of line \(first)",
          expected: "ids that are unique within a suite")
      }
      items.append(row.value)
    }
    return items
  }

  /// - Throws: `InputError` or `RunError` for a place that cannot be written.
  public static func write(_ items: [SuiteItem], to file: URL) throws {
    let writer = try JSONLinesWriter(file)
    for item in items { try writer.write(item.json) }
    try writer.finish()
  }
}
