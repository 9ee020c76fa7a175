internal import Corpus
public import Foundation

/// `results.jsonl`.
public enum ResultTable {
  /// - Throws: `InputError` for a file that cannot be read or is empty, or a row that does not fit.
  public static func read(_ file: URL) throws -> [ResultRow] {
    try JSONLinesReader.rows(of: file, as: ResultRow.self).map(\.value)
  }

  /// Writes the rows in one order whatever order they come in: by run, then as training goes, then
  /// by what is measured; rows that pool seeds before those of single ones.
  ///
  /// - Throws: `InputError` or `RunError` for a place that cannot be written, `RunError` for a
  ///   number that is not finite.
  public static func write(_ rows: [ResultRow], to file: URL) throws {
    let writer = try JSONLinesWriter(file)
    for row in ordered(rows) { try writer.write(row.json) }
    try writer.finish()
  }

  static func ordered(_ rows: [ResultRow]) -> [ResultRow] {
    rows.enumerated()
      .map { (key: SortKey($0.element), offset: $0.offset, row: $0.element) }
      .sorted { ($0.key, $0.offset) < ($1.key, $1.offset) }
      .map(\.row)
  }

  private struct SortKey: Comparable {
    let numbers: [Int]
    let texts: [String]
    let run: String
    let isPooled: Bool
    let seed: UInt64

    static let stages = ["base", "organism", "treatment"]

    init(_ row: ResultRow) {
      run = row.run
      isPooled = row.seed == nil
      seed = row.seed ?? 0
      let stage = Self.stages.firstIndex(of: row.stage) ?? Self.stages.count
      numbers = [stage, row.step]
      texts = [row.stage, row.trigger, row.slice, row.decoding, row.metric]
    }

    static func < (a: SortKey, b: SortKey) -> Bool {
      if a.run != b.run { return a.run < b.run }
      if a.isPooled != b.isPooled { return a.isPooled }
      if a.seed != b.seed { return a.seed < b.seed }
      if a.numbers != b.numbers { return a.numbers.lexicographicallyPrecedes(b.numbers) }
      return a.texts.lexicographicallyPrecedes(b.texts)
    }
  }
}
