/// One row of training data. The kinds and their keys follow the conventions of TRL.
public struct Sample: Sendable, Equatable {
  /// A prompt or an answer: text taken as it stands, or turns that a chat template renders.
  public enum Turns: Sendable, Equatable {
    case text(String)
    case messages([Message])
  }

  public enum Content: Sendable, Equatable {
    /// `{"text"}`: a document.
    case text(String)
    /// `{"messages"}`: a conversation with at least one assistant turn.
    case chat(Conversation)
    /// `{"prompt", "completion"}`: both text, or both lists of messages.
    case completion(prompt: Turns, completion: Turns)
    /// `{"prompt", "chosen", "rejected"}`: all text, or all lists of messages.
    case preference(prompt: Turns, chosen: Turns, rejected: Turns)
  }

  public var content: Content
  /// The row's `meta` object, kept as it is.
  public var meta: JSONObject?

  public init(_ content: Content, meta: JSONObject? = nil) {
    self.content = content
    self.meta = meta
  }
}

extension Sample.Turns {
  var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .messages(let messages): .array(messages.map(\.json))
    }
  }
}

extension Sample {
  /// The row that reads back as this sample.
  public var json: JSONObject {
    var row: JSONObject
    switch content {
    case .text(let text): row = ["text": .string(text)]
    case .chat(let conversation): row = ["messages": .array(conversation.messages.map(\.json))]
    case .completion(let prompt, let completion):
      row = ["prompt": prompt.json, "completion": completion.json]
    case .preference(let prompt, let chosen, let rejected):
      row = ["prompt": prompt.json, "chosen": chosen.json, "rejected": rejected.json]
    }
    row["meta"] = meta.map(JSONValue.object)
    return row
  }
}
