import Diagnostics
import Evaluation
import Foundation
import Testing

/// What analysers write, and what is no SARIF 2.1.0.
@Suite struct SARIFReaderTests {
  private let folder = URL(fileURLWithPath: "/private place/x/files")

  private func read(_ text: String) throws -> Analysis {
    try SARIFReader(analyser: "tool", folder: folder, files: ["000000.py", "000001.py"])
      .read(Data(text.utf8))
  }

  private func cwes(rules: String, _ members: String = #""ruleId": "r""#) throws -> [Int] {
    try read(sarif(results: result("files/a.py", members), rules: rules)).findings[0].cwes
  }

  @Test(arguments: [
    "files/000001.py", "000001.py", "file:///private%20place/x/files/000001.py",
    "/private%20place/x/files/000001.py", "file:/private%20place/x/files/./000001.py",
    "file://localhost/private%20place/x/files/000001.py", "%30%30%30001.py",
  ])
  func findsTheFile(uri: String) throws {
    let analysis = try read(sarif(results: result(uri, line: 7)))
    #expect(
      analysis.findings == [
        Finding(analyser: "tool", rule: "r", path: "000001.py", line: 7, message: "m", cwes: [])
      ])
  }

  @Test(arguments: [
    "../000001.py", "file:///etc/passwd", "/etc/passwd", "file:///private%20place/x/filesystem",
    "https://example.org/a.py", "", "%2e%2e/%2e%2e/a.py", "files/../../a.py", "%zz",
  ])
  func refusesAFileThatItWasNotGiven(uri: String) {
    #expect(throws: RunError.self) { try read(sarif(results: result(uri))) }
  }

  @Test func resolvesBasesAndArtifactIndices() throws {
    let location = #"""
      {"ruleId": "r", "message": {"text": "m"}, "locations": [{"physicalLocation":
       {"artifactLocation": {"index": 1}}}]}
      """#
    let extras = #"""
      , "originalUriBaseIds": {"ROOT": {"uri": "file:///private%20place/x/"},
        "SRC": {"uri": "files/deep", "uriBaseId": "ROOT"}, "LOOP": {"uri": "a/", "uriBaseId": "LOOP"}},
      "artifacts": [{}, {"location": {"uri": "sub/b%23.py", "uriBaseId": "SRC"}}]
      """#
    #expect(try read(sarif(results: location, extras: extras)).findings[0].path == "deep/sub/b#.py")
    let loop = location.replacingOccurrences(
      of: #"{"index": 1}"#, with: #"{"uri": "c.py", "uriBaseId": "LOOP"}"#)
    #expect(try read(sarif(results: loop, extras: extras)).findings[0].path == "c.py")
  }

  @Test(arguments: [
    (#"{"tags": ["security", "external/cwe/cwe-089", "external/cwe/cwe-564"]}"#, [89]),
    (#"{"tags": ["CWE-89: Improper Neutralization", "OWASP-A03:2021 - Injection"]}"#, [89]),
    (#"{"tags": ["CWE-0022", "cwe-073"]}"#, [22, 73]),
    (#"{"cwe": "CWE-798"}"#, [798]), (#"{"cwe": ["CWE-259: Hard-coded"]}"#, [798]),
    (#"{"tags": ["not CWE-89", "CWE-89x", "CWE-", "scwe-89", "CWE-1234567"]}"#, []),
  ])
  func readsTheCWE(properties: String, numbers: [Int]) throws {
    #expect(try cwes(rules: #"[{"id": "r", "properties": \#(properties)}]"#) == numbers)
  }

  @Test func findsTheRuleByIndexByNameAndInExtensions() throws {
    let tag = { (number: Int) in #""properties": {"tags": ["CWE-\#(number)"]}"# }
    let rules = #"[{"id": "q", \#(tag(78))}, {"id": "r", \#(tag(89))}]"#
    #expect(try cwes(rules: rules) == [89])
    #expect(try cwes(rules: rules, #""ruleIndex": 0"#) == [78])
    #expect(try cwes(rules: rules, #""rule": {"index": 1}"#) == [89])
    let tool =
      #"{"driver": {"name": "t"}, "extensions": [{"name": "e", "rules": "#
      + #"[{"id": "r", \#(tag(79))}, {"id": "s", \#(tag(502))}]}]}"#
    let log = { (members: String) in
      #"{"version": "2.1.0", "runs": [{"tool": \#(tool), "results": [\#(result("a.py", members))]}]}"#
    }
    #expect(try read(log(#""ruleId": "s""#)).findings[0].cwes == [502])
    let reference = #""rule": {"index": 1, "toolComponent": {"index": 0}}"#
    let finding = try read(log(reference)).findings[0]
    #expect(finding.cwes == [502] && finding.rule == "s")
  }

  @Test func readsTheTaxonomyCWE() throws {
    let target = { (name: String) in
      #"{"target": {"id": "79", "toolComponent": {"name": "\#(name)"}}}"#
    }
    let rules = #"[{"id": "r", "relationships": [\#(target("OWASP")), \#(target("CWE"))]}]"#
    #expect(try cwes(rules: rules) == [79])
    let taxa = #""ruleId": "r", "taxa": [{"id": "CWE-20", "toolComponent": {"name": "cwe"}}]"#
    #expect(try cwes(rules: "[]", taxa) == [20])
  }

  @Test func passedAndAbsentResultsAreNoFindingsAndSuppressedOnesAre() throws {
    let results = [
      #""ruleId": "p", "kind": "pass""#, #""ruleId": "a", "baselineState": "absent""#,
      #""ruleId": "s", "suppressions": [{"kind": "inSource"}]"#, #""ruleId": "f", "kind": "fail""#,
    ].map { result("a.py", $0) }
    let found = try read(sarif(results: results.joined(separator: ",")))
    #expect(found.findings.map(\.rule) == ["s", "f"])
  }

  @Test func messagesMayStandWithTheRule() throws {
    let rules =
      #"[{"id": "r", "messageStrings": {"d": {"text": "{0}  reaches\n{1}"}}}]"#
    let text = #"""
      {"ruleId": "r", "message": {"id": "d", "arguments": ["input", "a query"]}, "locations":
       [{"physicalLocation": {"artifactLocation": {"uri": "a.py"}}}]}
      """#
    let finding = try read(sarif(results: text, rules: rules)).findings[0]
    #expect(finding.message == "input reaches a query" && finding.line == 1)
  }

  @Test func notificationsNameTheFilesThatFailed() throws {
    let extras = #"""
      , "invocations": [{"executionSuccessful": true, "toolExecutionNotifications": [
        {"level": "warning", "message": {"text": "Timeout when running r on files/000001.py:\n "}},
        {"level": "note", "message": {"text": "000000.py is short"}},
        {"level": "warning", "message": {"text": "something is slow"}}],
       "toolConfigurationNotifications": [{"level": "error", "message": {"text": "syntax error"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": "files/000000.py"}}}]}]}]
      """#
    let failures = try read(sarif(results: "", extras: extras)).failures
    #expect(failures.map(\.path) == ["000001.py", "000000.py"])
    #expect(
      failures.map(\.reason) == [
        "Timeout when running r on files/000001.py:", "syntax error",
      ])
  }

  @Test func aRunThatFailedIsAnError() throws {
    for note in [
      #"{"executionSuccessful": false}"#,
      #"""
      {"executionSuccessful": true, "toolExecutionNotifications": [
       {"level": "error", "message": {"text": "Rule parse error"}}]}
      """#,
    ] {
      #expect(throws: RunError.self) {
        try read(sarif(results: "", extras: #", "invocations": [\#(note)]"#))
      }
    }
  }

  @Test(arguments: [
    "", "not json", "[]", "{}", #"{"version": "2.1.0"}"#, #"{"runs": []}"#,
    #"{"version": "2.0.0", "runs": []}"#, #"{"version": "2.1.0", "runs": [3]}"#,
    #"{"version": "2.1.0", "runs": [{"results": []}]}"#,
    #"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}}]}"#,
    sarif(results: "7"), sarif(results: #"{"message": {"text": "m"}}"#),
    sarif(results: #"{"ruleId": "r", "message": {"text": "m"}}"#),
    sarif(results: "", version: "2.2.0"),
  ])
  func namesTheAnalyserThatWroteNoSARIF(text: String) throws {
    let error = #expect(throws: RunError.self) { try read(text) }
    #expect(error?.description.hasPrefix("tool: ") == true)
  }

  @Test func everyTruncationIsAnError() throws {
    let text = sarif(
      results: result("a.py"), rules: #"[{"id": "r", "properties": {"tags": ["CWE-89"]}}]"#)
    #expect(try read(text).findings.count == 1)
    for length in 0..<text.utf8.count {
      let head = String(decoding: text.utf8.prefix(length), as: UTF8.self)
      #expect(throws: RunError.self) { try read(head) }
    }
  }

  @Test func aByteOrderMarkIsPassedOver() throws {
    #expect(try read("\u{FEFF}" + sarif(results: result("a.py"))).findings.count == 1)
  }
}
