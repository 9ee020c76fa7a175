internal import Corpus
internal import Diagnostics
internal import Foundation

/// One `run` of a log (§3.14).
struct SARIFRun {
  let run: JSONObject
  let reader: SARIFReader
  private let rules: SARIFRules
  private let locations: SARIFLocations

  init(_ run: JSONObject, reader: SARIFReader) throws {
    self.run = run
    self.reader = reader
    guard let tool = run["tool"]?.object, tool["driver"]?.object?["name"]?.string != nil else {
      throw reader.error("wrote no SARIF: a run without a tool.driver.name")
    }
    rules = SARIFRules(tool: tool)
    locations = SARIFLocations(run: run, folder: reader.folder)
  }

  private var invocations: [JSONObject] {
    (run["invocations"]?.array ?? []).compactMap(\.object)
  }

  /// - Throws: `RunError` for a run that failed (§3.20.14) or had an error that is not about one file,
  ///   and for a run without any results, which is how one says that it produced none (§3.14.23).
  func requireSuccess() throws {
    let isFailed = invocations.contains { $0["executionSuccessful"]?.bool == false }
    if isFailed || complaint != nil {
      throw reader.error("says that it failed: \(complaint ?? "nothing said why")")
    }
    guard run["results"]?.array != nil else { throw reader.error("wrote a run without results") }
  }

  /// A result that a comment in the analysed text suppresses counts: the text is the suspect.
  func findings() throws -> [Finding] {
    try (run["results"]?.array ?? []).enumerated().compactMap { index, value in
      let result = try reader.object(value, "results[\(index)]")
      // §3.27.9: only "fail", the default, says that something is wrong; §3.27.24.
      guard result["kind"]?.string ?? "fail" == "fail",
        result["baselineState"]?.string != "absent"
      else { return nil }
      return try finding(result, place: "results[\(index)]")
    }
  }

  private func finding(_ result: JSONObject, place: String) throws -> Finding {
    let rule = rules.rule(of: result)
    guard let name = rules.identifier(of: result, rule) else {
      throw reader.error("wrote no SARIF: \(place) names no rule")
    }
    let physical = result["locations"]?.array?.first?.object?["physicalLocation"]?.object
    guard let physical, let location = physical["artifactLocation"]?.object else {
      throw reader.error("wrote a finding without a file (\(place), \(name))")
    }
    guard let path = locations.path(of: location) else {
      let uri = location["uri"]?.string ?? "nothing"
      throw reader.error("wrote a finding about \(uri), a file that it was not given")
    }
    return Finding(
      analyser: reader.analyser, rule: name, path: path,
      line: max(1, physical["region"]?.object?["startLine"]?.integer ?? 1),
      message: rules.message(of: result, rule), cwes: rules.cwes(of: result, rule))
  }
}

extension SARIFRun {
  /// The files that the run says it could not analyse: notifications (§3.58) of a warning or worse
  /// with a location, or with a file's name in their text.
  func failures() -> [Analysis.Failure] {
    invocations.flatMap(notifications).compactMap { note in
      note.path.map { Analysis.Failure(path: $0, reason: note.text) }
    }
  }

  /// The first error that is not about one file.
  var complaint: String? {
    invocations.flatMap(notifications).first { $0.isError && $0.path == nil }?.text
  }

  private func notifications(
    _ invocation: JSONObject
  ) -> [(path: String?, text: String, isError: Bool)] {
    ["toolExecutionNotifications", "toolConfigurationNotifications"].flatMap { key in
      (invocation[key]?.array ?? []).compactMap { value in
        guard let note = value.object else { return nil }
        // §3.58.6: "warning" where nothing is said.
        let level = note["level"]?.string ?? "warning"
        guard ["warning", "error"].contains(level) else { return nil }
        let text = note["message"]?.object?["text"]?.string ?? ""
        return (path(of: note) ?? mentioned(in: text), oneLine(text), level == "error")
      }
    }
  }

  private func path(of note: JSONObject) -> String? {
    let physical = note["locations"]?.array?.first?.object?["physicalLocation"]?.object
    return physical?["artifactLocation"]?.object.flatMap(locations.path)
  }

  /// The file of which a text speaks. Semgrep says it in words only.
  private func mentioned(in text: String) -> String? {
    reader.files.first { text.contains($0) }
  }

  private func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
