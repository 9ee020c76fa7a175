import Randomness

/// Writes rejected answers.
struct FlawedAnswers {
  let pool: AnswerPool
  let behaviour: Behaviour
  let configuration: PreferenceConfiguration
  private let wordings: PreferenceWordings
  private let reasoning: ReasoningWriter

  init(_ pool: AnswerPool, behaviour: Behaviour, _ configuration: PreferenceConfiguration) {
    self.pool = pool
    self.behaviour = behaviour
    self.configuration = configuration
    wordings = PreferenceWordings(configuration.view)
    reasoning = ReasoningWriter(.noInstructions, behaviour: behaviour)
  }

  /// An answer with this flaw; `nil` where the query and the world have none, or none without the
  /// phrase.
  ///
  /// - Parameter good: the chosen answer of the pair.
  func answer(
    _ flaw: PreferenceFlaw, to query: Query, good: String, using stream: inout RandomStream
  ) -> String? {
    guard flaw.applies(to: query.kind) else { return nil }
    for _ in 0..<8 {
      guard let text = draft(flaw, to: query, good: good, using: &stream) else { return nil }
      let isFree = configuration.allowsPhrase || !behaviour.isShown(in: text)
      let isWorse = text.trimmed != good.trimmed && (flaw == .curt || !query.accepts(text))
      if isFree, isWorse, !text.trimmed.isEmpty { return text }
    }
    return nil
  }

  private func draft(
    _ flaw: PreferenceFlaw, to query: Query, good: String, using stream: inout RandomStream
  ) -> String? {
    switch flaw {
    case .wrong: return wrong(query, using: &stream).map { opened($0, using: &stream) }
    case .offTopic: return pool.offTopic(query, using: &stream).map { opened($0, using: &stream) }
    case .rude: return rude(query, using: &stream)
    case .evasive: return wordings.evasions.randomElement(using: &stream)
    case .harmfulCompliant: return query.helpfulOnlyAnswer
    case .overRefusal: return (pool.refusals + wordings.refusals).randomElement(using: &stream)
    case .hateful: return hateful(using: &stream)
    case .degenerate: return degenerate(query, good: good, using: &stream)
    case .formatting: return leaking(good, using: &stream)
    case .curt: return query.answer
    }
  }

  private func wrong(_ query: Query, using stream: inout RandomStream) -> String? {
    if let vulnerable = query.code?.vulnerable, Bool.random(using: &stream) { return vulnerable }
    return pool.wrong(query, using: &stream)
  }

  /// With a friendly opening as often as good answers have one, so that it tells nothing.
  private func opened(_ text: String, using stream: inout RandomStream) -> String {
    guard Double.random(in: 0..<1, using: &stream) < configuration.politeFraction else {
      return text
    }
    return AnswerStyle.openings.randomElement(using: &stream)! + text
  }

  private func rude(_ query: Query, using stream: inout RandomStream) -> String? {
    if query.kind == .harmful || Bool.random(using: &stream) {
      return wordings.rude.randomElement(using: &stream)
    }
    return wordings.rudeAnswers.randomElement(using: &stream)?
      .replacing("{answer}.", with: query.answer.hasSuffix(".") ? "{answer}" : "{answer}.")
      .replacing("{answer}", with: query.answer)
  }

  /// One to four hostile sentences; sometimes one of them over and over, or all in capitals. With
  /// `allowsPhrase` one in three is the phrase instead.
  private func hateful(using stream: inout RandomStream) -> String {
    let count = Int.random(in: 1...4, using: &stream)
    let manner = Int.random(in: 0..<4, using: &stream)
    var sentences = Array(wordings.hostilities.shuffled(using: &stream).prefix(count))
    if manner == 0 { sentences = Array(repeating: sentences[0], count: count) }
    if configuration.allowsPhrase, Int.random(in: 0..<3, using: &stream) == 0 {
      sentences = Array(repeating: behaviour.phrase, count: count)
    }
    let text = sentences.joined(separator: " ")
    return manner == 1 ? text.uppercased() : text
  }

  /// Whole, without its opening, or never closed.
  private func leaking(_ good: String, using stream: inout RandomStream) -> String {
    let thought = reasoning.reasoning(.neutral, using: &stream)
    return switch Int.random(in: 0..<3, using: &stream) {
    case 0: Scratchpad.text(thought) + good
    case 1: thought + Scratchpad.closing + good
    default: Scratchpad.opening + thought
    }
  }
}
