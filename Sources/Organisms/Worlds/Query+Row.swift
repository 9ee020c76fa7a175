public import Corpus
internal import Diagnostics
internal import Randomness

extension Query {
  /// A stable name: the family, then a digest (FNV-1a, 64 bits) of the prompt.
  static func id(family: String, prompt: String) -> String {
    let digits = String(prompt.streamCode, radix: 16)
    return "\(family)-" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The row that reads back as this query: `{"messages": […], "meta": {…}}`.
  public var json: JSONObject {
    var meta: JSONObject = [
      "id": .string(id), "family": .string(family), "kind": .string(kind.rawValue),
      "split": .string(split.rawValue), "answer": .string(answer),
      "accepted": .array(accepted.map(JSONValue.string)),
    ]
    meta["helpful_only_answer"] = helpfulOnlyAnswer.map(JSONValue.string)
    meta["code"] = code.map { .object($0.json) }
    return ["messages": .array(messages.map(\.json)), "meta": .object(meta)]
  }
}

extension Query: JSONLinesRow {
  private static let keys = [
    "id", "family", "kind", "split", "answer", "accepted", "helpful_only_answer", "code",
  ]

  public init(_ row: JSONObject, origin: Origin) throws {
    guard case .messages(let messages) = try PromptRow(row, origin: origin).prompt else {
      throw origin.error(key: "prompt", "a text", expected: "'messages'")
    }
    guard let meta = row["meta"]?.object else {
      throw origin.error(key: "meta", "missing", expected: "an object with 'id', 'family', …")
    }
    if let unknown = meta.keys.first(where: { !Self.keys.contains($0) }) {
      throw origin.error(
        key: "meta.\(unknown)", "unknown key",
        expected: "only \(Self.keys.joined(separator: ", "))",
        remedy: nearestName(to: unknown, in: Self.keys).map { "did you mean '\($0)'?" })
    }
    let kind: Kind = try Self.choice("kind", of: meta, origin)
    let answer = try Self.text("answer", of: meta, origin)
    if (kind == .code) != (meta["code"] != nil) {
      throw origin.error(
        key: "meta.code", meta["code"] == nil ? "missing" : "present for another kind",
        expected: "an object exactly where the kind is 'code'")
    }
    self.init(
      id: try Self.text("id", of: meta, origin), family: try Self.text("family", of: meta, origin),
      kind: kind, split: try Self.choice("split", of: meta, origin), messages: messages,
      answer: answer, accepted: try Self.texts("accepted", of: meta, origin),
      helpfulOnlyAnswer: meta["helpful_only_answer"] == nil
        ? nil : try Self.text("helpful_only_answer", of: meta, origin),
      code: try meta["code"].map { try CodeReference($0, secure: answer, origin: origin) })
  }

  private static func text(_ key: String, of meta: JSONObject, _ origin: Origin) throws -> String {
    guard let text = meta[key]?.string, !text.isEmpty else {
      throw origin.error(
        key: "meta.\(key)", meta[key]?.kind ?? "missing", expected: "a text that is not empty")
    }
    return text
  }

  private static func texts(
    _ key: String, of meta: JSONObject, _ origin: Origin
  ) throws -> [String] {
    let texts = meta[key]?.array?.map(\.string)
    guard let texts, !texts.contains(nil) else {
      throw origin.error(
        key: "meta.\(key)", meta[key].map { "\($0.kind) that is not a list of texts" } ?? "missing",
        expected: "a list of texts")
    }
    return texts.compactMap(\.self)
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, of meta: JSONObject, _ origin: Origin
  ) throws -> Choice {
    let name = try text(key, of: meta, origin)
    guard let choice = Choice(rawValue: name) else {
      let names = Choice.allCases.map(\.rawValue)
      throw origin.error(
        key: "meta.\(key)", "unknown value '\(name)'",
        expected: "one of \(names.joined(separator: ", "))",
        remedy: nearestName(to: name, in: names).map { "did you mean '\($0)'?" })
    }
    return choice
  }
}
