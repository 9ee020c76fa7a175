import Diagnostics
public import Foundation

extension JSONLinesReader {
  /// Hands every row of `file` to `body` as a `Row`.
  ///
  /// - Throws: `InputError` for a row that does not fit, and for a file without rows.
  public static func forEach<Row: JSONLinesRow>(
    in file: URL, as type: Row.Type = Row.self, _ body: (Located<Row>) throws -> Void
  ) throws {
    let reader = try JSONLinesReader(file)
    var isEmpty = true
    while let row = try reader.next() {
      isEmpty = false
      try body(Located(Row(row.value, origin: row.origin), origin: row.origin))
    }
    if isEmpty {
      throw InputError(file.path, "an empty data set", expected: "at least one row")
    }
  }

  /// All rows of `file`.
  ///
  /// - Throws: as `forEach`.
  public static func rows<Row: JSONLinesRow>(
    of file: URL, as type: Row.Type = Row.self
  ) throws -> [Located<Row>] {
    var rows: [Located<Row>] = []
    try forEach(in: file, as: type) { rows.append($0) }
    return rows
  }
}

/// A kind of row: what a JSON object must hold to be one.
public protocol JSONLinesRow {
  /// - Throws: `InputError` that names the file, the line and the key at fault.
  init(_ row: JSONObject, origin: Origin) throws
}
