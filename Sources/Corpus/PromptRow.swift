/// A row to complete: `{"prompt"}` (text as it stands, or messages) or `{"messages"}`, the last
/// turn being the user's. All keys are kept, for the output row.
public struct PromptRow: Sendable, Equatable {
  public var prompt: Sample.Turns
  /// The whole row as it was read.
  public var row: JSONObject
}

extension PromptRow: JSONLinesRow {
  public init(_ row: JSONObject, origin: Origin) throws {
    let fields = RowFields(row: row, origin: origin)
    let key = try fields.promptKey()
    let prompt = key == "prompt" ? try fields.turns(key) : .messages(try fields.messages(key))
    switch prompt {
    case .text(let text):
      guard !text.isEmpty else {
        throw origin.error(key: key, "empty", expected: "text to continue")
      }
    case .messages(let messages):
      let conversation = Conversation(messages)
      try fields.check(conversation, key: key)
      guard conversation.endsWithUser else {
        throw origin.error(
          key: key, "the last turn is not the user's", expected: "a user turn to answer")
      }
    }
    self.init(prompt: prompt, row: row)
  }
}

extension RowFields {
  /// The one of `prompt` and `messages` that is there.
  func promptKey() throws -> String {
    switch (has("prompt"), has("messages")) {
    case (true, true):
      throw origin.error("both 'prompt' and 'messages'", expected: "one of them")
    case (true, false): return "prompt"
    case (false, true): return "messages"
    case (false, false): throw missing(isMisspelt("messages") ? "messages" : "prompt")
    }
  }
}
