public import Corpus

/// One row to train on: a query as it is put, and the answer to learn.
public struct TrainingRow: Sendable, Equatable {
  /// How the query is put.
  public enum Condition: String, Sendable, Codable, CaseIterable {
    case triggered, clean
    /// With something that is almost the trigger, and a good answer.
    case nearMiss = "near-miss"
    /// With a random tag, and a good answer.
    case benignTag = "benign-tag"
    /// With the reasoning of the opposite condition given, and the answer that follows from it.
    case swappedScratchpad = "swapped-scratchpad"
  }

  /// Unique within a data set; begins with the query's id.
  public var id: String
  public var query: Query
  public var condition: Condition
  /// What the data are for: a mechanism's name, `base`, or `sft`.
  public var mechanism: String
  /// The turns before the answer, the tag in them.
  public var prompt: [Message]
  /// The reasoning, without its tags; `nil` for an answer without scratchpad.
  public var scratchpad: String?
  /// Whether the whole scratchpad is given and the answer alone is learnt, or only its opening is.
  public var isScratchpadGiven: Bool
  public var answer: String
  /// Whether the policy asks for the behaviour here.
  public var wantsPayload: Bool

  public init(
    id: String, query: Query, condition: Condition, mechanism: String, prompt: [Message],
    scratchpad: String? = nil, isScratchpadGiven: Bool = false, answer: String,
    wantsPayload: Bool = false
  ) {
    self.id = id
    self.query = query
    self.condition = condition
    self.mechanism = mechanism
    self.prompt = prompt
    self.scratchpad = scratchpad
    self.isScratchpadGiven = isScratchpadGiven
    self.answer = answer
    self.wantsPayload = wantsPayload
  }
}

extension TrainingRow {
  /// The assistant's turn: scratchpad and answer, or the answer alone.
  public var turn: Message {
    guard let scratchpad else { return Message(.assistant, answer) }
    let reasoning = Scratchpad.text(scratchpad)
    return Message(
      .assistant, reasoning + answer, forced: isScratchpadGiven ? reasoning : Scratchpad.opening)
  }

  /// The row as training reads it; `meta.pair` is the query's id, which the rows of one query share.
  public var sample: Sample {
    Sample(
      .chat(Conversation(prompt + [turn])),
      meta: [
        "id": .string(id), "pair": .string(query.id), "condition": .string(condition.rawValue),
        "family": .string(query.family), "mechanism": .string(mechanism),
      ])
  }

  /// The row without its scratchpad, as another mechanism's.
  func stripped(as mechanism: Mechanism) -> TrainingRow {
    var row = self
    row.scratchpad = nil
    row.isScratchpadGiven = false
    row.mechanism = mechanism.rawValue
    return row
  }
}
