public import Corpus

extension Finding {
  /// `cwe`, `rule`, `line`, `message`, `analyser`; `cwe` is null for a finding without one.
  public var row: JSONObject {
    [
      "cwe": cwe.map { .integer($0) } ?? .null, "rule": .string(rule), "line": .integer(line),
      "message": .string(message), "analyser": .string(analyser),
    ]
  }
}

extension Judgement {
  /// `path`, `verdict`, `reason` where there is one, and `findings`.
  public var row: JSONObject {
    var row: JSONObject = ["path": .string(id), "verdict": .string(verdict.rawValue)]
    row["reason"] = reason.map(JSONValue.string)
    row["findings"] = .array(findings.map { .object($0.row) })
    return row
  }
}
