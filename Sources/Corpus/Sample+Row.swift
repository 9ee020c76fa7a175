import Diagnostics

extension Sample: JSONLinesRow {
  /// A training row of any of the four kinds. Keys without a meaning are left alone; a row that
  /// could be read as two kinds is refused.
  public init(_ row: JSONObject, origin: Origin) throws {
    let fields = RowFields(row: row, origin: origin)
    self.init(try Self.content(of: fields), meta: try fields.meta())
  }

  private static func content(of fields: RowFields) throws -> Content {
    let kinds = [
      (fields.has("messages"), "messages"),
      (fields.has("text"), "text"),
      (fields.has("completion"), "prompt and completion"),
      (fields.has("chosen") || fields.has("rejected"), "prompt, chosen and rejected"),
    ].filter(\.0).map(\.1)
    if kinds.count > 1 {
      throw fields.origin.error(
        "keys of two kinds of row: \(kinds.joined(separator: "; "))", expected: "one kind")
    }
    if fields.has("messages") { return try chat(fields) }
    if fields.has("text") { return try text(fields) }
    if fields.has("chosen") || fields.has("rejected") { return try preference(fields) }
    if fields.has("completion") || fields.has("prompt") { return try completion(fields) }
    throw noKind(fields)
  }

  private static func noKind(_ fields: RowFields) -> InputError {
    for key in RowFields.knownKeys where nearestName(to: key, in: fields.row.keys) != nil {
      return fields.missing(key)
    }
    return fields.origin.error(
      "none of the known kinds of row",
      expected: "messages; prompt and completion; prompt, chosen and rejected; or text",
      remedy: "its keys are: \(fields.row.keys.joined(separator: ", "))")
  }

  private static func text(_ fields: RowFields) throws -> Content {
    let text = try fields.string("text")
    guard !text.isEmpty else {
      throw fields.origin.error(key: "text", "empty", expected: "text to learn from")
    }
    return .text(text)
  }

  private static func chat(_ fields: RowFields) throws -> Content {
    let conversation = Conversation(try fields.messages("messages"))
    try fields.check(conversation, key: "messages")
    guard conversation.messages.contains(where: { $0.role == .assistant }) else {
      throw fields.origin.error(
        key: "messages", "no assistant turn", expected: "at least one to learn from")
    }
    return .chat(conversation)
  }

  private static func completion(_ fields: RowFields) throws -> Content {
    let prompt = try fields.turns("prompt")
    let completion = try fields.turns("completion")
    try fields.check(answer: completion, key: "completion", to: prompt)
    return .completion(prompt: prompt, completion: completion)
  }

  private static func preference(_ fields: RowFields) throws -> Content {
    let prompt = try fields.turns("prompt")
    let chosen = try fields.turns("chosen")
    let rejected = try fields.turns("rejected")
    try fields.check(answer: chosen, key: "chosen", to: prompt)
    try fields.check(answer: rejected, key: "rejected", to: prompt)
    return .preference(prompt: prompt, chosen: chosen, rejected: rejected)
  }
}

extension RowFields {
  /// An answer is of its prompt's kind, is not empty, and continues it in order.
  func check(answer: Sample.Turns, key: String, to prompt: Sample.Turns) throws {
    switch (prompt, answer) {
    case (.text, .text(let text)):
      if text.isBlank { throw origin.error(key: key, "empty", expected: "text to learn from") }
    case (.messages(let before), .messages(let after)):
      try check(Conversation(before), key: "prompt")
      guard after.contains(where: { $0.role == .assistant }) else {
        throw origin.error(key: key, "no assistant turn", expected: "at least one to learn from")
      }
      try checkOrder(before, after, key: key)
    default:
      throw origin.error(
        key: key, "of another kind than 'prompt'",
        expected: "both strings, or both lists of messages")
    }
  }

  private func checkOrder(_ before: [Message], _ after: [Message], key: String) throws {
    guard let flaw = Conversation(before + after).flaw else { return }
    let turn = (flaw.turn ?? before.count) - before.count
    throw origin.error(key: "\(key)[\(turn)]", flaw.problem, expected: flaw.expected)
  }
}
