/// A row to score: `{"prompt", "completion"}`, both text or both messages, or `{"messages"}` whose
/// last turn is the assistant's and is the one that is scored. All keys are kept.
public struct ScoreRow: Sendable, Equatable {
  public var prompt: Sample.Turns
  /// The text whose log-probability is asked for, or the assistant turns.
  public var completion: Sample.Turns
  /// The whole row as it was read.
  public var row: JSONObject
}

extension ScoreRow: JSONLinesRow {
  public init(_ row: JSONObject, origin: Origin) throws {
    let fields = RowFields(row: row, origin: origin)
    if try fields.promptKey() == "messages" {
      let messages = try fields.messages("messages")
      try fields.check(Conversation(messages), key: "messages")
      guard let last = messages.last, last.role == .assistant else {
        throw origin.error(
          key: "messages", "the last turn is not the assistant's",
          expected: "an assistant turn to score")
      }
      self.init(
        prompt: .messages(Array(messages.dropLast())), completion: .messages([last]), row: row)
    } else {
      let prompt = try fields.turns("prompt")
      let completion = try fields.turns("completion")
      try fields.check(answer: completion, key: "completion", to: prompt)
      self.init(prompt: prompt, completion: completion, row: row)
    }
  }
}
