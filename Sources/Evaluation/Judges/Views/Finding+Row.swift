public import Corpus
internal import Diagnostics

extension Finding {
  /// Reads what `row` wrote: of several CWE numbers the principal one, and without a path.
  ///
  /// - Throws: `InputError` for a key that is missing, unknown or of another type.
  public init(_ row: JSONObject, origin: Origin) throws {
    let fields = try FieldReader(
      row, origin: origin, path: "findings.",
      known: ["cwe", "rule", "line", "message", "analyser"])
    self.init(
      analyser: try fields.string("analyser"), rule: try fields.string("rule"), path: "",
      line: try fields.integer("line"), message: try fields.string("message"),
      cwes: try fields.optionalInteger("cwe").map { [$0] } ?? [])
  }

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
