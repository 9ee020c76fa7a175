/// Who speaks in a conversation.
public enum Role: String, Sendable, Codable, CaseIterable {
  case system, user, assistant
}

/// One turn of a conversation.
public struct Message: Sendable, Equatable, Codable {
  public var role: Role
  public var content: String

  public init(_ role: Role, _ content: String) {
    self.role = role
    self.content = content
  }
}

extension Message {
  /// `{"role": …, "content": …}`.
  public var json: JSONValue {
    ["role": .string(role.rawValue), "content": .string(content)]
  }
}
