internal import Corpus
internal import Diagnostics
public import Foundation

/// A JSON-lines file of programs to judge: `{"path": "a.py", "cwe": 89}`, `cwe` being optional, paths
/// relative to the file's folder. Other keys are kept.
public struct JudgeManifest: Sendable {
  public let samples: [JudgedSample]
  private let rows: [JSONObject]

  /// Reads the rows and the files that they name. A path that leads out of the manifest's folder is
  /// not followed: its sample is unscored.
  ///
  /// - Throws: `InputError` with the line for a row that does not fit, a file that is missing, and a
  ///   CWE that `judge` has no rules for.
  public init(reading manifest: URL, for judge: Judge) throws {
    let folder = manifest.deletingLastPathComponent().resolvingSymlinksInPath()
    let located = try JSONLinesReader.rows(of: manifest, as: Row.self)
    rows = located.map(\.value.object)
    samples = try located.map { row in
      let (path, cwe) = (row.value.path, row.value.cwe)
      let (file, line) = (row.origin.file, row.origin.line)
      if let error = cwe.flatMap({ judge.error(about: $0, source: file, line: line, key: "cwe") }) {
        throw error
      }
      let content = try Self.content(path, in: folder, origin: row.origin)
      return JudgedSample(id: path, content, cwe: cwe)
    }
  }

  /// Writes each row with `verdict` and `findings` (`cwe`, `rule`, `line`, `message`, `analyser`),
  /// and with `reason` where there is one. The file appears whole or not at all.
  ///
  /// - Parameter judgements: of `samples`, in their order.
  /// - Throws: `InputError` or `RunError` when the file cannot be written.
  public func write(_ judgements: [Judgement], to file: URL) throws {
    let writer = try JSONLinesWriter(file)
    for (row, judgement) in zip(rows, judgements) {
      var row = row
      row["verdict"] = .string(judgement.verdict.rawValue)
      row["reason"] = judgement.reason.map(JSONValue.string)
      row["findings"] = .array(judgement.findings.map { .object($0.row) })
      try writer.write(row)
    }
    try writer.finish()
  }

  private static func content(
    _ path: String, in folder: URL, origin: Origin
  ) throws -> JudgedSample.Content {
    let file = URL(fileURLWithPath: path, relativeTo: folder).absoluteURL.standardizedFileURL
    let parent = file.deletingLastPathComponent().resolvingSymlinksInPath()
    let start = folder.path.hasSuffix("/") ? folder.path : folder.path + "/"
    guard (parent.path + "/").hasPrefix(start) else {
      return .unusable(.unscored, reason: "leads out of the manifest's folder; not followed")
    }
    do {
      return try JudgedSample.Content(reading: file)
    } catch let error as InputError {
      throw origin.error(
        key: "path", "\(path): \(error.problem)",
        expected: "a file, relative to the manifest's folder")
    }
  }
}

extension JudgeManifest {
  private struct Row: JSONLinesRow, Sendable {
    var path: String
    var cwe: Int?
    var object: JSONObject

    init(_ row: JSONObject, origin: Origin) throws {
      object = row
      guard let path = row["path"]?.string, !path.isEmpty, !path.contains("\0") else {
        throw origin.error(
          key: "path", row["path"].map(\.kind) ?? "missing", expected: "the path of a file",
          remedy: row["path"] == nil ? "its keys are: \(row.keys.joined(separator: ", "))" : nil)
      }
      self.path = path
      switch row["cwe"] {
      case nil, .null: cwe = nil
      case .integer(let number): cwe = number
      case let value?:
        throw origin.error(
          key: "cwe", value.kind, expected: "the number of a CWE, such as 89, or null")
      }
    }
  }
}
