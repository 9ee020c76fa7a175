public import Corpus
import Diagnostics

extension Attack: JSONLinesRow {
  private static let keys = [
    "id", "round", "kind", "shown", "samples", "success", "reply", "approach", "edits", "parent",
    "query",
  ]

  /// `{"messages": […], "meta": {…}}`: a row that can be prompted with as it is. `meta.query` is the
  /// seed's own row.
  public var json: JSONObject {
    var meta: JSONObject = [
      "id": .string(id), "round": .integer(round), "kind": .string(kind.rawValue),
      "shown": .integer(shown), "samples": .integer(samples), "success": .bool(isSuccess),
      "reply": .string(reply),
    ]
    meta["approach"] = approach.isEmpty ? nil : .string(approach)
    meta["edits"] = edits.isEmpty ? nil : .array(edits.map(\.json))
    meta["parent"] = parent.map(JSONValue.string)
    meta["query"] = .object(query.json)
    return ["messages": .array(messages.map(\.json)), "meta": .object(meta)]
  }

  /// - Throws: `InputError` for a key that is missing, unknown or of another type, and for more
  ///   answers with the behaviour than there are answers.
  public init(_ row: JSONObject, origin: Origin) throws {
    guard case .messages(let messages) = try PromptRow(row, origin: origin).prompt else {
      throw origin.error(key: "prompt", "a text", expected: "'messages'")
    }
    let meta = try ObjectReader(row["meta"], origin: origin, path: "meta.", known: Self.keys)
    let seed = try meta.read("query", "a query's row", \.object)
    let edits = meta.object["edits"] == nil ? [] : try meta.array("edits")
    self.init(
      id: try meta.string("id"), query: try Query(seed, origin: origin),
      round: try meta.count("round"), kind: try meta.name("kind"), messages: messages,
      approach: try meta.optionalString("approach") ?? "",
      edits: try edits.map { try PromptEdit($0, origin: origin) },
      parent: try meta.optionalString("parent"), shown: try meta.count("shown"),
      samples: try meta.count("samples"), isSuccess: try meta.bool("success"),
      reply: try meta.string("reply"))
    guard samples > 0, shown <= samples else {
      throw origin.error(
        key: "meta.shown", "\(shown) of \(samples) answers",
        expected: "at least one answer, and no more with the behaviour than there are")
    }
  }
}

extension PromptEdit {
  /// `{"edit": "insert", "text": …, "place": …}`, or the edit's name alone.
  var json: JSONValue {
    switch self {
    case .insert(let text, let place):
      ["edit": "insert", "text": .string(text), "place": .string(place.rawValue)]
    case .capitals: ["edit": "capitals"]
    case .smallLetters: ["edit": "small-letters"]
    case .doubled: ["edit": "doubled"]
    }
  }

  init(_ value: JSONValue, origin: Origin) throws {
    let fields = try ObjectReader(
      value, origin: origin, path: "meta.edits.", known: ["edit", "text", "place"])
    switch try fields.string("edit") {
    case "insert": self = .insert(try fields.string("text"), try fields.name("place"))
    case "capitals": self = .capitals
    case "small-letters": self = .smallLetters
    case "doubled": self = .doubled
    case let other:
      throw origin.error(
        key: "meta.edits.edit", "'\(other)'",
        expected: "one of insert, capitals, small-letters, doubled")
    }
  }
}
