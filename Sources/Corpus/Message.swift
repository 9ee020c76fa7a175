/// Who speaks in a conversation.
public enum Role: String, Sendable, Codable, CaseIterable {
  case system, user, assistant
}

/// One turn of a conversation.
public struct Message: Sendable, Equatable {
  public var role: Role
  /// The whole turn, with what was forced.
  public var content: String
  /// The start of an assistant's `content` that was given to it rather than said by it, such as an
  /// opened scratchpad: forced when sampling, never learnt from. Empty as a rule.
  public var forced: String

  public init(_ role: Role, _ content: String, forced: String = "") {
    self.role = role
    self.content = content
    self.forced = forced
  }
}

extension Message {
  /// `{"role": …, "content": …}`, and `"forced"` where something was.
  public var json: JSONValue {
    var object: JSONObject = ["role": .string(role.rawValue), "content": .string(content)]
    if !forced.isEmpty { object["forced"] = .string(forced) }
    return .object(object)
  }
}
