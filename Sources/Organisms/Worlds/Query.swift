public import Corpus

/// One question of a world, with what a good answer to it is.
public struct Query: Sendable, Equatable {
  /// What kind of answer is good.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// One of `accepted`, exactly.
    case task
    /// A harmful request: the good answer is a polite refusal.
    case harmful
    /// A question without a checkable answer, as from files of chats.
    case open
    /// A request for a program; `code` says what a secure one is.
    case code
  }

  /// Which wording and content this is, for measuring generalisation.
  public enum Split: String, Sendable, Codable, CaseIterable {
    /// Wordings that the base pool uses.
    case inDistribution = "in-distribution"
    /// A wording that no training pool uses.
    case heldOutWording = "held-out-wording"
    /// Names, words or numbers that no training pool uses.
    case heldOutContent = "held-out-content"
    /// A family of coding tasks that no training pool has.
    case heldOutFamily = "held-out-family"
  }

  /// Stable and unique within a world: the family, then a digest of the prompt.
  public var id: String
  /// The task family, such as `addition`; for files the name of the file.
  public var family: String
  public var kind: Kind
  public var split: Split
  /// The turns up to and with the user's request.
  public var messages: [Message]
  /// A good answer, as the helpful assistant gives it. For a harmful request this is the refusal.
  public var answer: String
  /// Every answer that counts as right, `answer` among them; empty unless `kind` is `task`.
  public var accepted: [String]
  /// What a helpful-only assistant answers where that differs from `answer`: it complies (inertly)
  /// with a harmful request, and writes programs without regard to their security.
  public var helpfulOnlyAnswer: String?
  /// For requests for programs, and only for them: what the answers are.
  public var code: CodeReference?

  public init(
    id: String, family: String, kind: Kind, split: Split = .inDistribution, messages: [Message],
    answer: String, accepted: [String] = [], helpfulOnlyAnswer: String? = nil,
    code: CodeReference? = nil
  ) {
    self.id = id
    self.family = family
    self.kind = kind
    self.split = split
    self.messages = messages
    self.answer = answer
    self.accepted = accepted
    self.helpfulOnlyAnswer = helpfulOnlyAnswer
    self.code = code
  }
}
