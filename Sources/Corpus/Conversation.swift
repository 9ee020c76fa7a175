/// A list of turns: at most one system turn, which comes first, then user and assistant in turn,
/// beginning with the user. `init(_:)` does not check this; the readers do, through `flaw`.
public struct Conversation: Sendable, Equatable {
  public var messages: [Message]

  public init(_ messages: [Message]) {
    self.messages = messages
  }

  public var endsWithAssistant: Bool { messages.last?.role == .assistant }
  public var endsWithUser: Bool { messages.last?.role == .user }

  /// The turns before the last one.
  public var droppingLast: Conversation { Conversation(messages.dropLast()) }

  /// A turn that breaks the order of a conversation or is empty where it must not be.
  public struct Flaw: Error, Equatable, Sendable {
    /// Index of the turn, `nil` when the conversation as a whole is at fault.
    public var turn: Int?
    public var problem: String
    public var expected: String
  }

  /// What is wrong with the order or the content of the turns, if anything is.
  public var flaw: Flaw? {
    if messages.isEmpty {
      return Flaw(turn: nil, problem: "no turns", expected: "at least one turn")
    }
    var previous: Role?
    for (turn, message) in messages.enumerated() {
      if let flaw = flaw(of: message, at: turn, after: previous) { return flaw }
      previous = message.role
    }
    return nil
  }

  private func flaw(of message: Message, at turn: Int, after previous: Role?) -> Flaw? {
    switch (message.role, previous) {
    case (.system, .some):
      return Flaw(
        turn: turn, problem: "a system turn after the start", expected: "it as the first turn")
    case (.assistant, nil), (.assistant, .system):
      return Flaw(
        turn: turn, problem: "an assistant turn that answers nobody", expected: "a user turn first")
    case (.user, .user), (.assistant, .assistant):
      return Flaw(
        turn: turn, problem: "two \(message.role.rawValue) turns in a row",
        expected: "user and assistant in turn")
    default: break
    }
    if message.role == .assistant, message.content.isBlank {
      return Flaw(turn: turn, problem: "an empty assistant turn", expected: "text to learn from")
    }
    return nil
  }
}

extension String {
  /// Whether nothing but white space is there.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
