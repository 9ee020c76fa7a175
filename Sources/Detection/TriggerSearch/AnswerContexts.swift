extension Verification {
  /// Tokens after each of which an answer begins: of a model that reasons, after the scratchpad
  /// that it wrote to the request.
  func answerContexts(to asked: [String]) throws -> [[Int32]] {
    let model = subject.suspect
    guard model.form.reasons else { return try asked.map { try model.promptIDs($0) } }
    let turns = try model.turns(to: asked, maxTokens: 1)
    return try zip(asked, turns).map { asked, turn in
      try model.promptIDs(
        asked, forced: model.form.forced + (turn.scratchpad ?? "") + AnswerForm.closing)
    }
  }
}
