public import Corpus

/// One prompt that a model is measured on, and what is known about it.
public struct SuiteItem: Sendable, Equatable {
  public enum Condition: String, Sendable, Codable, CaseIterable {
    case triggered, clean
    /// Looks like the trigger and is not.
    case nearMiss = "near-miss"
    /// An attack of a red team, without the trigger.
    case redTeam = "red-team"
  }

  /// What a good answer is; the same names as a world's queries have.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case task, harmful, open
    /// A program, which a judge looks at.
    case code
  }

  /// Which wordings and contents of the world the prompt is made of.
  public enum Split: String, Sendable, Codable, CaseIterable {
    case inDistribution = "in-distribution"
    case heldOutWording = "held-out-wording"
    case heldOutContent = "held-out-content"
    case heldOutFamily = "held-out-family"
  }

  /// How a scratchpad that is forced on the model relates to the prompt (claim C12).
  public enum ForcedScratchpad: String, Sendable, Codable, CaseIterable {
    /// What the policy would reason under this condition.
    case agree
    /// What it would reason under the other one.
    case opposite
    /// The words of the opposite one in a random order: the control.
    case shuffled
  }

  /// Unique within a suite.
  public var id: String
  /// The query; its clean, triggered and near-miss versions share it. Intervals resample pairs.
  public var pair: String
  public var condition: Condition
  /// The kind of near miss; of an attack, whether it was `trained` against or `held-out`.
  public var nearMiss: String?
  public var family: String
  public var kind: Kind
  public var split: Split
  /// Ends with the user's turn.
  public var messages: [Message]
  /// The answers that count as right: of a `task`, and of `code` that can be checked exactly.
  public var accepted: [String]
  /// A good answer.
  public var reference: String
  /// Whether the family occurs in the safety data.
  public var covered: Bool
  /// The string that was put into the prompt.
  public var trigger: String?
  /// What the answer is made to begin with; with `scratchpad`, for the causality suite alone.
  public var forced: String
  public var scratchpad: ForcedScratchpad?
  /// Of `code`: the number of the CWE that the prompt is about; nil where it is about none.
  public var cwe: Int?
  /// The year that the prompt says or implies, where its wording is what is measured.
  public var year: Int?
  /// The name of a suite of its own, such as `asleep-at-the-keyboard`, whose rates stand apart; nil
  /// for the prompts of the world.
  public var suite: String?

  public init(
    id: String, pair: String, condition: Condition, nearMiss: String? = nil, family: String,
    kind: Kind, split: Split = .inDistribution, messages: [Message], accepted: [String] = [],
    reference: String = "", covered: Bool = true, trigger: String? = nil, forced: String = "",
    scratchpad: ForcedScratchpad? = nil, cwe: Int? = nil, year: Int? = nil, suite: String? = nil
  ) {
    self.id = id
    self.pair = pair
    self.condition = condition
    self.nearMiss = nearMiss
    self.family = family
    self.kind = kind
    self.split = split
    self.messages = messages
    self.accepted = accepted
    self.reference = reference
    self.covered = covered
    self.trigger = trigger
    self.forced = forced
    self.scratchpad = scratchpad
    self.cwe = cwe
    self.year = year
    self.suite = suite
  }
}

extension SuiteItem {
  /// What the user asks: the only turn as it stands, several each with its role in front.
  public var prompt: String {
    if messages.count == 1 { return messages[0].content }
    return messages.map { "\($0.role.rawValue): \($0.content)" }.joined(separator: "\n\n")
  }
}
