import Diagnostics
public import Foundation

/// Reads a JSON-lines file one row at a time, in constant memory.
///
/// Blank lines are passed over (they still count as lines), and so is a byte-order mark at the
/// start. Not for use from several tasks at once.
public final class JSONLinesReader {
  public let file: String
  private let handle: UnsafeMutablePointer<FILE>
  private var line: UnsafeMutablePointer<CChar>?
  private var capacity = 0
  private var lineNumber = 0

  /// - Throws: `InputError` when the file cannot be opened.
  public init(_ file: URL) throws {
    self.file = file.path
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: file.path, isDirectory: &isDirectory)
    guard exists, !isDirectory.boolValue, let handle = fopen(file.path, "rb") else {
      throw InputError(
        file.path, exists ? "cannot be read" : "no such file", expected: "a JSON-lines file")
    }
    self.handle = handle
  }

  deinit {
    fclose(handle)
    free(line)
  }

  /// The next row, or `nil` at the end of the file.
  ///
  /// - Throws: `InputError` with file and line for a line that is not a JSON object.
  public func next() throws -> Located<JSONObject>? {
    while true {
      let count = getline(&line, &capacity, handle)
      guard count >= 0, let line else { return try end() }
      lineNumber += 1
      let row = line.withMemoryRebound(to: UInt8.self, capacity: count) {
        content(of: UnsafeBufferPointer(start: $0, count: count))
      }
      if row.isEmpty { continue }
      let origin = Origin(file: file, line: lineNumber)
      let value = try JSONValue.parse(row, source: file, firstLine: lineNumber)
      guard case .object(let object) = value else {
        throw origin.error("\(value.kind), not an object", expected: "one JSON object a line")
      }
      return Located(object, origin: origin)
    }
  }

  private func end() throws -> Located<JSONObject>? {
    if ferror(handle) != 0 { throw RunError("\(file): reading failed after line \(lineNumber)") }
    return nil
  }

  /// The line without white space at its ends and without a byte-order mark.
  private func content(of line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var range = line.indices
    if lineNumber == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { range = range.dropFirst(3) }
    while let first = range.first, isSpace(line[first]) { range = range.dropFirst() }
    while let last = range.last, isSpace(line[last]) { range = range.dropLast() }
    return UnsafeBufferPointer(rebasing: line[range])
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
