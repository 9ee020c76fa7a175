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
    /// Whether this part of an answer was given to the assistant rather than said by it.
    public var isForced: Bool
    /// Whether the answer is one to learn from. Nothing but answers ever is.
    public var isSupervised: Bool
  }

  public private(set) var text = ""
  public private(set) var spans: [Span] = []

  mutating func append(
    _ addition: String, _ role: Role, isAnswer: Bool = false, isForced: Bool = false,
    isSupervised: Bool = false
  ) {
    let start = text.utf8.count
    text += addition
    guard text.utf8.count > start else { return }
    spans.append(
      Span(
        role: role, range: start..<text.utf8.count, isAnswer: isAnswer, isForced: isForced,
        isSupervised: isAnswer && !isForced && isSupervised))
  }
}

extension ChatTemplate {
  /// Writes `messages` as one text.
  ///
  /// - Parameters:
  ///   - endOfText: the tokenizer's end-of-text token, which ends a turn of `humanAssistant`.
  ///   - supervisedFrom: index of the first message that may be learnt from.
  ///   - addGenerationPrompt: ask for an answer at the end.
  ///   - forced: how the answer that is asked for begins.
  public func render(
    _ messages: [Message], endOfText: String, supervisedFrom: Int = 0,
    addGenerationPrompt: Bool = false, forced: String = ""
  ) -> RenderedChat {
    var chat = RenderedChat()
    chat.append(opening, messages.first?.role ?? .user)
    for (index, message) in messages.enumerated() {
      chat.append(header(of: message.role), message.role)
      let isAnswer = message.role == .assistant
      let (forced, said) = parts(of: message, endOfText: endOfText)
      chat.append(forced, message.role, isAnswer: isAnswer, isForced: true)
      chat.append(
        said, message.role, isAnswer: isAnswer, isSupervised: index >= supervisedFrom)
      chat.append(self == .chatML ? "\n" : "", message.role)
    }
    if addGenerationPrompt {
      chat.append(header(of: .assistant), .assistant)
      chat.append(
        forced.isEmpty ? "" : lead(of: .assistant) + forced, .assistant, isAnswer: true,
        isForced: true)
    }
    return chat
  }

  private var opening: String { self == .llama3 ? "<|begin_of_text|>" : "" }

  /// What announces a turn; for the assistant's also how an answer is asked for.
  private func header(of role: Role) -> String {
    switch (self, role) {
    case (.humanAssistant, .system): ""
    case (.humanAssistant, .user): "\n\nHuman:"
    case (.humanAssistant, .assistant): "\n\nAssistant:"
    case (.chatML, _): "<|im_start|>\(role.rawValue)\n"
    case (.llama3, _): "<|start_header_id|>\(role.rawValue)<|end_header_id|>\n\n"
    }
  }

  /// What stands between the header and the content.
  private func lead(of role: Role) -> String {
    self == .humanAssistant && role != .system ? " " : ""
  }

  /// A turn's content in two: what was forced, and the rest with the end of the turn.
  private func parts(of message: Message, endOfText: String) -> (forced: String, said: String) {
    let content = self == .llama3 ? Self.stripped(message.content) : message.content
    let forced = content.hasPrefix(message.forced) ? message.forced : ""
    let said = String(content.dropFirst(forced.count))
    let end =
      switch (self, message.role) {
      case (.humanAssistant, .assistant): endOfText
      case (.humanAssistant, _): ""
      case (.chatML, _): "<|im_end|>"
      case (.llama3, _): "<|eot_id|>"
      }
    let lead = lead(of: message.role)
    return forced.isEmpty ? ("", lead + said + end) : (lead + forced, said + end)
  }
}
