import Evaluation
import Foundation

/// A folder for one test, with programs that pretend to be analysers; removed with the object.
final class Workshop {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("judge-test-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> URL {
    try write(name, Data(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ data: Data) throws -> URL {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file
  }

  /// Puts an executable shell script named `name` where `locator` finds it.
  func script(_ name: String, _ body: String) throws {
    let file = try write("bin/\(name)", "#!/bin/sh\n\(body)\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  /// Finds the scripts of this workshop and the system's own programs.
  var locator: ToolLocator {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return ToolLocator(
      environment: ["PATH": "\(folder.appendingPathComponent("bin").path):\(path)"], starts: [])
  }

  /// A folder of one rule for CWE-89.
  func rules() throws -> URL {
    try write("rules/sql.yaml", "rules:\n  - id: r\n    metadata: {cwe: \"CWE-89: SQL\"}\n")
    return folder.appendingPathComponent("rules")
  }
}

/// The text of a SARIF log of one run.
func sarif(
  results: String, rules: String = "[]", extras: String = "", version: String = "2.1.0"
) -> String {
  #"{"version": "\#(version)", "runs": [{"tool": {"driver": {"name": "t", "rules": \#(rules)}}, "#
    + #""results": [\#(results)]\#(extras)}]}"#
}

/// The text of a result about `uri`.
func result(_ uri: String, line: Int = 1, _ members: String = #""ruleId": "r""#) -> String {
  #"{\#(members), "message": {"text": "m"}, "locations": [{"physicalLocation": "#
    + #"{"artifactLocation": {"uri": "\#(uri)"}, "region": {"startLine": \#(line)}}}]}"#
}
