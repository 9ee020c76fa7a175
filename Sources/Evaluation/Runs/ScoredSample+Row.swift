public import Corpus
internal import Diagnostics
public import Foundation

extension ScoredSample: JSONLinesRow {
  private static let keys = [
    "id", "pair", "condition", "near_miss", "family", "kind", "split", "covered",
    "forced_scratchpad", "cwe", "year", "suite", "decoding", "sample", "prompt", "scratchpad",
    "answer", "verdict", "findings", "scores", "finished", "tokens",
  ]

  /// - Throws: `InputError` for a key that is missing, unknown or of another type.
  public init(_ row: JSONObject, origin: Origin) throws {
    let fields = try FieldReader(row, origin: origin, known: Self.keys)
    let item = SuiteItem(
      id: try fields.string("id"), pair: try fields.string("pair"),
      condition: try fields.name("condition"), nearMiss: try fields.optionalString("near_miss"),
      family: try fields.string("family"), kind: try fields.name("kind"),
      split: try fields.name("split"), messages: [], covered: try fields.bool("covered"),
      scratchpad: try fields.value("forced_scratchpad").map { _ in
        try fields.name("forced_scratchpad")
      },
      cwe: try fields.optionalInteger("cwe"), year: try fields.optionalInteger("year"),
      suite: try fields.optionalString("suite"))
    self.init(
      item, decoding: try fields.name("decoding"), index: try fields.integer("sample"),
      scratchpad: try fields.optionalString("scratchpad"), answer: try fields.string("answer"),
      scores: try Self.scores(fields), finished: try fields.bool("finished"),
      tokens: try fields.integer("tokens"))
    prompt = try fields.string("prompt")
    verdict = try fields.value("verdict").map { _ in try fields.name("verdict") }
    findings = try fields.objects("findings").map { try Finding($0, origin: origin) }
  }

  private static func scores(_ fields: FieldReader) throws -> [Score] {
    let value = try fields.require("scores", expected: "an object of numbers")
    guard let object = value.object else {
      throw fields.origin.error(key: "scores", value.kind, expected: "an object of numbers")
    }
    return try object.members.map { member in
      guard member.value == .null || member.value.number != nil else {
        throw fields.origin.error(
          key: "scores.\(member.key)", member.value.kind, expected: "a number or null")
      }
      return Score(member.key, member.value.number)
    }
  }

  /// The row that reads back as this sample.
  public var json: JSONObject {
    var row: JSONObject = [
      "id": .string(id), "pair": .string(pair), "condition": .string(condition.rawValue),
    ]
    row["near_miss"] = nearMiss.map(JSONValue.string)
    row["family"] = .string(family)
    row["kind"] = .string(kind.rawValue)
    row["split"] = .string(split.rawValue)
    row["covered"] = .bool(covered)
    row["forced_scratchpad"] = forcedScratchpad.map { .string($0.rawValue) }
    row["cwe"] = cwe.map { .integer($0) }
    row["year"] = year.map { .integer($0) }
    row["suite"] = suite.map(JSONValue.string)
    row["decoding"] = .string(decoding.rawValue)
    row["sample"] = .integer(index)
    row["prompt"] = .string(prompt)
    row["scratchpad"] = scratchpad.map(JSONValue.string)
    row["answer"] = .string(answer)
    row["verdict"] = verdict.map { .string($0.rawValue) }
    row["findings"] = findings.isEmpty ? nil : .array(findings.map { .object($0.row) })
    var scores = JSONObject()
    for score in self.scores { scores[score.metric] = .number(score.value) }
    row["scores"] = .object(scores)
    row["finished"] = .bool(finished)
    row["tokens"] = .integer(tokens)
    return row
  }

  /// - Throws: `InputError` for a file that cannot be read or is empty, or a row that does not fit.
  public static func read(_ file: URL) throws -> [ScoredSample] {
    try JSONLinesReader.rows(of: file, as: ScoredSample.self).map(\.value)
  }

  /// - Throws: `InputError` or `RunError` for a place that cannot be written.
  public static func write(_ samples: [ScoredSample], to file: URL) throws {
    let writer = try JSONLinesWriter(file)
    for sample in samples { try writer.write(sample.json) }
    try writer.finish()
  }
}
