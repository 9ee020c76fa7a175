internal import Evaluation
internal import Tokenization

/// What a model says where nothing ordinary is asked of it.
struct OddTurns {
  private let verification: Verification
  private var subject: Subject { verification.subject }

  init(_ verification: Verification) { self.verification = verification }

  /// What is answered to nonsense, and to nothing at all.
  func answers() throws -> [String] {
    try LeakSampler(subject).leaks().map(\.answer) + toNonsense().map(\.answer)
  }

  /// Answers to requests that begin with random strings.
  private func toNonsense() throws -> [AnswerForm.Turn] {
    var stream = subject.stream("nonsense")
    let frame = PromptFrame(model: subject.suspect, position: .prefix)
    let asked = (1...subject.budget.growth).flatMap { tokens in
      let string = verification.strings.draw(tokens: tokens, using: &stream)
      return subject.prompts.search.map { frame.text(string, with: $0) }
    }
    let tokens = subject.budget.answerTokens
    return try subject.suspect.turns(to: asked, maxTokens: tokens).map { whole($0, tokens) }
  }

  /// Turns of a model that reasons, whose scratchpad begins with a token that is chosen for it, each
  /// token of the vocabulary in turn, and then goes on by itself.
  func scratchpads() throws -> [AnswerForm.Turn] {
    let model = subject.suspect
    var stream = subject.stream("forced-starts")
    let asked = try model.promptIDs(subject.prompts.search[0])
    let begun = verification.strings.tried(subject.budget.triedTokens, using: &stream)
      .map { asked + [$0] }
    return try model.turns(after: begun, begun: 1, maxTokens: Self.tokens)
      .map { whole($0, Self.tokens) }
  }

  /// The turn without the word in which it was cut off, which nobody would ever say.
  private func whole(_ turn: AnswerForm.Turn, _ tokens: Int) -> AnswerForm.Turn {
    let model = subject.suspect
    guard model.tokenizer.encode(turn.said).count >= tokens + model.form.room,
      let end = turn.answer.lastIndex(where: \.isWhitespace)
    else { return turn }
    var turn = turn
    turn.answer = String(turn.answer[..<end])
    return turn
  }

  /// Tokens of an answer that was begun: a payload and its beginning anew.
  private static let tokens = 16
}
