import Diagnostics
public import Foundation

extension JSONValue {
  /// Parses one JSON document.
  ///
  /// - Parameters:
  ///   - bytes: the document as UTF-8.
  ///   - source: what to call the document in errors.
  ///   - firstLine: the line of `source` on which `bytes` begin.
  /// - Throws: `InputError` that names the line and the byte inside it.
  public static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, source: String, firstLine: Int = 1
  ) throws -> JSONValue {
    var parser = JSONParser(bytes)
    do {
      return try parser.document()
    } catch {
      let before = bytes[..<min(error.offset, bytes.count)]
      let line = firstLine + before.count { $0 == 0x0A }
      let column = error.offset - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
      throw InputError(
        source, line: line, "not JSON: \(error.problem) (byte \(column) of the line)",
        expected: "one JSON value in UTF-8")
    }
  }

  /// Parses the JSON document in `file`.
  ///
  /// - Throws: `InputError` for a file that cannot be read or is not JSON.
  public static func read(_ file: URL) throws -> JSONValue {
    guard let data = try? Data(contentsOf: file, options: .mappedIfSafe) else {
      throw InputError(file.path, "cannot be read", expected: "a JSON file")
    }
    return try data.withUnsafeBytes {
      try parse($0.bindMemory(to: UInt8.self), source: file.path)
    }
  }
}
