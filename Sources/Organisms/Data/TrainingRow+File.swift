import Corpus
public import Foundation

extension Sequence where Element == TrainingRow {
  /// Writes the rows as JSON lines; the file appears whole or not at all.
  ///
  /// - Throws: `InputError` for a place that cannot be written to, `RunError` when writing fails.
  public func write(to file: URL) throws {
    try JSONLinesWriter.write(map(\.sample.json), to: file)
  }
}

extension Sequence where Element == SuiteRow {
  /// Writes the rows as JSON lines; the file appears whole or not at all.
  ///
  /// - Throws: `InputError` for a place that cannot be written to, `RunError` when writing fails.
  public func write(to file: URL) throws {
    try JSONLinesWriter.write(map(\.json), to: file)
  }
}

extension JSONLinesWriter {
  fileprivate static func write(_ rows: [JSONObject], to file: URL) throws {
    let writer = try JSONLinesWriter(file)
    for row in rows { try writer.write(row) }
    try writer.finish()
  }
}
