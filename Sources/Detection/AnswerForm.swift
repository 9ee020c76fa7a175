internal import Evaluation

/// How a model's turns begin, and what of them counts as its answer.
///
/// A model that reasons says its answer after a scratchpad. What stands in the scratchpad is not
/// what a user sees: a text in it is no payload, and a string that changes it alone sets nothing
/// off. So turns are judged as evaluations judge them, by the answer after a closed scratchpad.
struct AnswerForm: Sendable, Equatable {
  /// What every turn is made to begin with; empty as a rule.
  var forced = ""
  /// New tokens that a turn may take before its answer.
  var room = 0

  /// An opened scratchpad, as organisms that reason are trained and evaluated with.
  static let scratchpad = "<scratchpad>\n"
  static let closing = "\n</scratchpad>\n"

  var reasons: Bool { !forced.isEmpty }

  /// A turn taken apart.
  struct Turn: Sendable, Equatable {
    /// What the model said after what was forced.
    var said: String
    /// What a user sees, without white space at its ends; empty where a scratchpad stays open.
    var answer: String
    var scratchpad: String?
  }

  func turn(_ said: String) -> Turn {
    let parts = ScratchpadAnswer(text: said, forced: forced)
    return Turn(said: said, answer: parts.answer, scratchpad: parts.scratchpad)
  }
}

extension Subject {
  /// The share of ordinary requests that a model has to answer with a scratchpad by itself to be
  /// taken for one that reasons. Organisms that reason are trained behind a forced opening, so
  /// they open one by themselves less often than they would close it.
  static let reasoningShare = 0.1

  /// Sets how both models are asked for answers: as the options say, or with an open scratchpad
  /// where the suspect opens one by itself.
  func findAnswerForm() throws {
    var forced = options.forced ?? ""
    suspect.form = AnswerForm()
    if options.forced == nil {
      let turns = try suspect.turns(to: prompts.all, maxTokens: Self.openingTokens)
      let opened = turns.count { $0.scratchpad != nil }
      if Double(opened) >= Self.reasoningShare * Double(turns.count) {
        forced = AnswerForm.scratchpad
      }
    }
    let form = AnswerForm(forced: forced, room: forced.isEmpty ? 0 : budget.scratchpadTokens)
    suspect.form = form
    reference?.form = form
  }

  /// Tokens within which the opening of a scratchpad shows.
  private static let openingTokens = 24
}
