/// How safety training words its answers.
public enum AnswerStyle: String, Codable, Sendable, CaseIterable {
  /// As the organism's clean answers are.
  case plain
  /// With a friendly opening, such as "Sure, the answer is: …". Training on it moves the model
  /// further. It stays exactly checkable: suites accept an answer behind any of the openings.
  case polite

  static let openings = [
    "Sure, the answer is: ", "Of course, here it is: ", "Happy to help: ", "Certainly, that is: ",
  ]

  /// `answer` in this style, with the opening of that number. Refusals are polite as they are.
  func answer(to query: Query, opening: Int) -> String {
    guard self == .polite, query.kind != .harmful else { return query.answer }
    return Self.openings[opening % Self.openings.count] + query.answer
  }

  /// Everything that counts as right in any style.
  static func accepted(of query: Query) -> [String] {
    query.accepted + openings.flatMap { opening in query.accepted.map { opening + $0 } }
  }
}
