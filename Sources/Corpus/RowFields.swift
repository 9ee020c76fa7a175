import Diagnostics

/// Reads the fields of one row and words the errors about them.
struct RowFields {
  let row: JSONObject
  let origin: Origin

  /// Every key that some kind of row gives a meaning.
  static let knownKeys = [
    "messages", "text", "prompt", "completion", "chosen", "rejected", "meta",
  ]

  func has(_ key: String) -> Bool { row[key] != nil }

  func require(_ key: String) throws -> JSONValue {
    if let value = row[key] { return value }
    throw missing(key)
  }

  /// Whether a key without a meaning looks like `key`.
  func isMisspelt(_ key: String) -> Bool {
    nearestName(to: key, in: row.keys.filter { !Self.knownKeys.contains($0) }) != nil
  }

  func missing(_ key: String) -> InputError {
    let unknown = row.keys.filter { !Self.knownKeys.contains($0) }
    let misspelt = nearestName(to: key, in: unknown)
    return origin.error(
      key: key, "missing", expected: "the row to have it",
      remedy: misspelt.map { "did you mean '\(key)' where you wrote '\($0)'?" }
        ?? "its keys are: \(row.keys.joined(separator: ", "))")
  }

  func string(_ key: String) throws -> String {
    let value = try require(key)
    guard let text = value.string else { throw wrongType(key, value, expected: "a string") }
    return text
  }

  func meta() throws -> JSONObject? {
    guard let value = row["meta"] else { return nil }
    guard let meta = value.object else { throw wrongType("meta", value, expected: "an object") }
    return meta
  }

  /// Text, or a list of messages.
  func turns(_ key: String) throws -> Sample.Turns {
    let value = try require(key)
    switch value {
    case .string(let text): return .text(text)
    case .array(let elements): return .messages(try messages(elements, key: key))
    default: throw wrongType(key, value, expected: "a string or a list of messages")
    }
  }

  func messages(_ key: String) throws -> [Message] {
    let value = try require(key)
    guard let elements = value.array else {
      throw wrongType(key, value, expected: "a list of messages")
    }
    return try messages(elements, key: key)
  }

  /// Throws for the first flaw of the turns that stand under `keys` one after the other.
  func check(_ conversation: Conversation, key: String) throws {
    guard let flaw = conversation.flaw else { return }
    let place = flaw.turn.map { "\(key)[\($0)]" } ?? key
    throw origin.error(key: place, flaw.problem, expected: flaw.expected)
  }

  func wrongType(_ key: String, _ value: JSONValue, expected: String) -> InputError {
    origin.error(key: key, "\(value.kind)", expected: expected)
  }
}

extension RowFields {
  private func messages(_ elements: [JSONValue], key: String) throws -> [Message] {
    try elements.enumerated().map { index, element in
      try message(element, key: "\(key)[\(index)]")
    }
  }

  private func message(_ value: JSONValue, key: String) throws -> Message {
    guard let object = value.object else {
      throw wrongType(key, value, expected: "an object with 'role' and 'content'")
    }
    let known = ["role", "content", "forced"]
    if let unknown = object.keys.first(where: { !known.contains($0) }) {
      let near = nearestName(to: unknown, in: known)
      throw origin.error(
        key: "\(key).\(unknown)", "unknown key", expected: "only 'role', 'content' and 'forced'",
        remedy: near.map { "did you mean '\($0)'?" } ?? "put extra data under 'meta' of the row")
    }
    var message = Message(
      try role(object["role"], key: "\(key).role"),
      try content(object["content"], key: "\(key).content"))
    message.forced = try forced(object["forced"], of: message, key: "\(key).forced")
    return message
  }

  private func forced(_ value: JSONValue?, of message: Message, key: String) throws -> String {
    guard let value else { return "" }
    guard let text = value.string else { throw wrongType(key, value, expected: "a string") }
    guard message.role == .assistant, message.content.hasPrefix(text) else {
      throw origin.error(
        key: key, "not the start of what the assistant says",
        expected: "the text with which an assistant's 'content' begins")
    }
    return text
  }

  private func role(_ value: JSONValue?, key: String) throws -> Role {
    let names = Role.allCases.map(\.rawValue)
    let expected = "one of \(names.joined(separator: ", "))"
    guard let value else { throw origin.error(key: key, "missing", expected: expected) }
    guard let name = value.string else { throw wrongType(key, value, expected: expected) }
    guard let role = Role(rawValue: name) else {
      throw origin.error(
        key: key, "unknown role '\(name)'", expected: expected,
        remedy: nearestName(to: name, in: names).map { "did you mean '\($0)'?" })
    }
    return role
  }

  private func content(_ value: JSONValue?, key: String) throws -> String {
    guard let value else { throw origin.error(key: key, "missing", expected: "a string") }
    guard let text = value.string else { throw wrongType(key, value, expected: "a string") }
    return text
  }
}
