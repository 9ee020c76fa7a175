/// One task of a family before it is worded: what fills the wording, and what a good answer is.
struct SkillTask: Sendable {
  /// What decides the pool a task belongs to.
  enum Identity: Sendable, Equatable {
    /// What fills the wording, such as a list of words or a passage: the same content is in one
    /// pool in whatever words it is asked for.
    case content
    /// Knowledge that has to be learned in the base pool, a table with few entries: the pools share
    /// the entries and differ in the prompt, that is entry, wording and framing together.
    case prompt
  }

  var slots: [String: String]
  var answer: String
  /// Further answers that count as right.
  var alternatives: [String]
  var identity: Identity
  var kind: Query.Kind
  var helpfulOnlyAnswer: String?

  init(
    _ slots: [String: String], answer: String, alternatives: [String] = [],
    identity: Identity = .prompt, kind: Query.Kind = .task, helpfulOnlyAnswer: String? = nil
  ) {
    self.slots = slots
    self.answer = answer
    self.alternatives = alternatives
    self.identity = identity
    self.kind = kind
    self.helpfulOnlyAnswer = helpfulOnlyAnswer
  }
}
