public import Corpus
internal import Foundation

/// Writes judgements as a SARIF 2.1.0 log, for the tools that show such logs: a run for each
/// analyser, all samples among its artifacts with their verdicts as a property.
public enum SARIFWriter {
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"

  /// - Parameter analysers: the names of those that were asked.
  public static func log(_ judgements: [Judgement], analysers: [String]) -> JSONObject {
    [
      "$schema": .string(schema), "version": .string(SARIFReader.version),
      "runs": .array(analysers.map { .object(run(judgements, analyser: $0)) }),
    ]
  }

  private static func run(_ judgements: [Judgement], analyser: String) -> JSONObject {
    let findings = judgements.flatMap(\.findings).filter { $0.analyser == analyser }
    let names = Set(findings.map(\.rule)).sorted()
    let rules = names.map { name in
      let cwes = findings.first { $0.rule == name }?.cwes ?? []
      return JSONValue.object([
        "id": .string(name),
        "properties": ["tags": .array(cwes.map { .string("external/cwe/cwe-\($0)") })],
      ])
    }
    let driver: JSONObject = ["name": .string(analyser), "rules": .array(rules)]
    return [
      "tool": ["driver": .object(driver)],
      "invocations": [["executionSuccessful": true]],
      "artifacts": .array(judgements.map { .object(artifact($0)) }),
      "results": .array(findings.map { .object(result($0, rules: names)) }),
    ]
  }

  private static func artifact(_ judgement: Judgement) -> JSONObject {
    var properties: JSONObject = ["verdict": .string(judgement.verdict.rawValue)]
    properties["reason"] = judgement.reason.map(JSONValue.string)
    return [
      "location": ["uri": .string(reference(judgement.id))], "properties": .object(properties),
    ]
  }

  private static func result(_ finding: Finding, rules: [String]) -> JSONObject {
    [
      "ruleId": .string(finding.rule),
      "ruleIndex": .integer(rules.firstIndex(of: finding.rule) ?? 0),
      "level": "error", "message": ["text": .string(finding.message)],
      "locations": [
        [
          "physicalLocation": [
            "artifactLocation": ["uri": .string(reference(finding.path))],
            "region": ["startLine": .integer(finding.line)],
          ]
        ]
      ],
    ]
  }

  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")

  /// A path as a URI reference (RFC 3986); an absolute one as a file's address.
  private static func reference(_ path: String) -> String {
    let encoded = path.addingPercentEncoding(withAllowedCharacters: unreserved) ?? path
    return path.hasPrefix("/") ? "file://\(encoded)" : encoded
  }
}
