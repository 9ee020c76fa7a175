public import Corpus
internal import Diagnostics

extension SuiteItem: JSONLinesRow {
  private static let metaKeys = [
    "id", "pair", "condition", "near_miss", "family", "kind", "split", "accepted", "reference",
    "covered", "trigger", "forced", "scratchpad", "cwe", "year", "suite",
  ]

  /// `{"messages": […], "meta": {"id", "pair", "condition", "near_miss"?, "family", "kind",
  /// "split", "accepted", "reference", "covered", "trigger"?, "forced"?, "scratchpad"?, "cwe"?,
  /// "year"?, "suite"?}}`.
  ///
  /// - Throws: `InputError` for a key that is missing, unknown or of another type, for a condition
  ///   that contradicts `near_miss`, for a task without an accepted answer, and for a CWE of
  ///   what is no code.
  public init(_ row: JSONObject, origin: Origin) throws {
    let fields = try FieldReader(row, origin: origin, known: ["messages", "meta"])
    let value = try fields.require("meta", expected: "an object")
    guard let object = value.object else {
      throw origin.error(key: "meta", value.kind, expected: "an object")
    }
    guard case .messages(let messages) = try PromptRow(row, origin: origin).prompt else {
      throw origin.error(key: "messages", "not a list", expected: "a list of messages")
    }
    let meta = try FieldReader(object, origin: origin, path: "meta.", known: Self.metaKeys)
    self.init(
      id: try meta.string("id"), pair: try meta.string("pair"),
      condition: try meta.name("condition"), nearMiss: try meta.optionalString("near_miss"),
      family: try meta.string("family"), kind: try meta.name("kind"), split: try meta.name("split"),
      messages: messages, accepted: try meta.strings("accepted"),
      reference: try meta.string("reference"), covered: try meta.bool("covered"),
      trigger: try meta.optionalString("trigger"), forced: try meta.optionalString("forced") ?? "",
      scratchpad: try meta.value("scratchpad").map { _ in try meta.name("scratchpad") },
      cwe: try meta.optionalInteger("cwe"), year: try meta.optionalInteger("year"),
      suite: try meta.optionalString("suite"))
    try check(origin)
  }

  private func check(_ origin: Origin) throws {
    let hasKinds = condition == .nearMiss || condition == .redTeam
    if hasKinds != (nearMiss != nil) {
      throw origin.error(
        key: "meta.near_miss",
        nearMiss == nil ? "missing" : "present although the condition is '\(condition.rawValue)'",
        expected: "a kind exactly where the condition is 'near-miss' or 'red-team'")
    }
    if kind == .task, accepted.isEmpty {
      throw origin.error(
        key: "meta.accepted", "empty", expected: "at least one right answer of a 'task'")
    }
    if cwe != nil, kind != .code {
      throw origin.error(
        key: "meta.cwe", "present although the kind is '\(kind.rawValue)'",
        expected: "a CWE for prompts of kind 'code' alone")
    }
    if (scratchpad != nil) != !forced.isEmpty {
      throw origin.error(
        key: scratchpad == nil ? "meta.scratchpad" : "meta.forced", "missing",
        expected: "'forced' and 'scratchpad' together or neither")
    }
    if scratchpad != nil, hasKinds {
      throw origin.error(
        key: "meta.scratchpad", "on a near miss", expected: "a triggered or a clean prompt")
    }
  }

  /// The row that reads back as this item.
  public var json: JSONObject {
    var meta: JSONObject = [
      "id": .string(id), "pair": .string(pair), "condition": .string(condition.rawValue),
    ]
    meta["near_miss"] = nearMiss.map(JSONValue.string)
    meta["family"] = .string(family)
    meta["kind"] = .string(kind.rawValue)
    meta["split"] = .string(split.rawValue)
    meta["accepted"] = .array(accepted.map(JSONValue.string))
    meta["reference"] = .string(reference)
    meta["covered"] = .bool(covered)
    meta["trigger"] = trigger.map(JSONValue.string)
    meta["forced"] = forced.isEmpty ? nil : .string(forced)
    meta["scratchpad"] = scratchpad.map { .string($0.rawValue) }
    meta["cwe"] = cwe.map { .integer($0) }
    meta["year"] = year.map { .integer($0) }
    meta["suite"] = suite.map(JSONValue.string)
    return ["messages": .array(messages.map(\.json)), "meta": .object(meta)]
  }
}
