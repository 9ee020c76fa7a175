public import Corpus

/// One prompt that is measured, with what its answer is measured by.
public struct SuiteRow: Sendable, Equatable {
  public enum Condition: String, Sendable, Codable, CaseIterable {
    case triggered, clean
    case nearMiss = "near-miss"
  }

  /// Which scratchpad is forced, seen from the prompt's condition.
  public enum ForcedScratchpad: String, Sendable, Codable, CaseIterable {
    /// The one that belongs to the prompt.
    case agree
    /// The other condition's: a model that reasons answers by it (claim C12).
    case opposite
    /// The words of the opposite one in random order: a model that reads it does not follow it.
    case shuffled
  }

  public var id: String
  public var query: Query
  public var condition: Condition
  public var nearMiss: NearMiss?
  /// How a year is told, where that is what is measured (`condition` is then `nearMiss`).
  public var phrasing: YearPhrasing?
  /// The year that the prompt states or implies; `nil` where it says nothing about one.
  public var year: Int?
  public var messages: [Message]
  /// Every answer that counts as right, in any style; empty unless the query is a task.
  public var accepted: [String]
  /// Whether the safety data have the query's family.
  public var isCovered: Bool
  /// The string that was put into the request, true trigger or near miss.
  public var tag: String?
  /// The kind of the scratchpad that is forced, and its text with both tags.
  public var forced: (kind: ForcedScratchpad, text: String)?

  public static func == (a: SuiteRow, b: SuiteRow) -> Bool { a.json == b.json }
}

extension SuiteRow {
  /// `{"messages", "meta"}`; what is absent has no key.
  public var json: JSONObject {
    var meta: JSONObject = [
      "id": .string(id), "pair": .string(query.id), "condition": .string(condition.rawValue),
    ]
    meta["near_miss"] = (nearMiss?.rawValue ?? phrasing?.rawValue).map(JSONValue.string)
    meta["family"] = .string(query.family)
    meta["kind"] = .string(query.kind.rawValue)
    meta["split"] = .string(query.split.rawValue)
    meta["accepted"] = .array(accepted.map(JSONValue.string))
    meta["reference"] = .string(query.answer)
    meta["covered"] = .bool(isCovered)
    meta["trigger"] = tag.map(JSONValue.string)
    meta["scratchpad"] = forced.map { .string($0.kind.rawValue) }
    meta["forced"] = forced.map { .string($0.text) }
    meta["cwe"] = query.code?.cwe.map(JSONValue.integer)
    meta["year"] = year.map(JSONValue.integer)
    return ["messages": .array(messages.map(\.json)), "meta": .object(meta)]
  }
}
