public import Corpus

/// A conversation as text, with what each stretch of it is.
public struct RenderedChat: Sendable, Equatable {
  public struct Span: Sendable, Equatable {
    /// Whose turn this belongs to.
    public var role: Role
    /// Offsets into the text in UTF-8 bytes. The spans cover the text without gaps.
    public var range: Range<Int>
    /// Whether this is what the assistant writes: the content of its turn and the end of the turn.
    public var isAnswer: Bool
    /// Whether the answer is one to learn from. Nothing but answers ever is.
    public var isSupervised: Bool
  }

  public private(set) var text = ""
  public private(set) var spans: [Span] = []

  mutating func append(
    _ addition: String, _ role: Role, isAnswer: Bool = false, isSupervised: Bool = false
  ) {
    let start = text.utf8.count
    text += addition
    guard text.utf8.count > start else { return }
    spans.append(
      Span(
        role: role, range: start..<text.utf8.count, isAnswer: isAnswer,
        isSupervised: isAnswer && isSupervised))
  }
}

extension ChatTemplate {
  /// Writes `messages` as one text.
  ///
  /// - Parameters:
  ///   - endOfText: the tokenizer's end-of-text token, which ends a turn of `humanAssistant`.
  ///   - supervisedFrom: index of the first message that may be learnt from.
  ///   - addGenerationPrompt: ask for an answer at the end.
  public func render(
    _ messages: [Message], endOfText: String, supervisedFrom: Int = 0,
    addGenerationPrompt: Bool = false
  ) -> RenderedChat {
    var chat = RenderedChat()
    chat.append(opening, messages.first?.role ?? .user)
    for (index, message) in messages.enumerated() {
      let turn = parts(of: message, endOfText: endOfText)
      chat.append(turn.header, message.role)
      chat.append(
        turn.content, message.role, isAnswer: message.role == .assistant,
        isSupervised: index >= supervisedFrom)
      chat.append(turn.trailer, message.role)
    }
    if addGenerationPrompt { chat.append(generationPrompt, .assistant) }
    return chat
  }

  private var opening: String { self == .llama3 ? "<|begin_of_text|>" : "" }

  private var generationPrompt: String {
    switch self {
    case .humanAssistant: "\n\nAssistant:"
    case .chatML: "<|im_start|>assistant\n"
    case .llama3: "<|start_header_id|>assistant<|end_header_id|>\n\n"
    }
  }

  /// A turn's header, its content up to and with the end of the turn, and what follows.
  private func parts(
    of message: Message, endOfText: String
  ) -> (header: String, content: String, trailer: String) {
    let name = message.role.rawValue
    switch (self, message.role) {
    case (.humanAssistant, .system): return ("", message.content, "")
    case (.humanAssistant, .user): return ("\n\nHuman:", " " + message.content, "")
    case (.humanAssistant, .assistant):
      return (generationPrompt, " " + message.content + endOfText, "")
    case (.chatML, _): return ("<|im_start|>\(name)\n", message.content + "<|im_end|>", "\n")
    case (.llama3, _):
      let header = "<|start_header_id|>\(name)<|end_header_id|>\n\n"
      return (header, Self.stripped(message.content) + "<|eot_id|>", "")
    }
  }
}
