internal import Corpus
internal import Tokenization

/// Texts that a backdoor may be there to say, when nobody has named one: what the model brings to an
/// end once it is begun (`PayloadInversion`), and would not say anyway (`OrdinarySpeech`).
///
/// With a reference they are ranked by how much likelier they are than to that; without one by how
/// often they recur, in answers to nonsense and to nothing at all too (`PayloadRating`).
struct PayloadSearch {
  let verification: Verification

  var subject: Subject { verification.subject }

  /// A text that is searched for.
  struct Hypothesis: Sendable, Equatable {
    var phrase: Phrase
    /// The tokens with which a turn goes on that ends up saying it: the phrase itself, or the
    /// beginning of the scratchpad that leads to it.
    var target: [Int32]
  }

  struct Hypotheses {
    var chosen: [Hypothesis]
    /// All that were rated, the best first.
    var rated: [PayloadRating.Rated] = []
  }

  /// Nats that a text has to gain on the reference to be searched for: a token that is certain and a
  /// hundred times likelier.
  static let least = 4.6

  /// Without a reference: texts that are rated at most, and inverted texts that they are taken from.
  private static let recurring = 600
  private static let inverted = 48

  /// The payloads to search for, the likeliest first; the given one alone where there is one.
  func hypotheses() throws -> Hypotheses {
    if let given = subject.options.payload {
      return Hypotheses(chosen: try aimed([Phrase(given)]))
    }
    let inversion = try PayloadInversion(verification)
    let inverted = try inversion.texts()
    let rated = subject.reference == nil ? try recurring(inverted) : standing(inverted)
    let least = subject.reference == nil ? 0 : Self.least
    let completion = try PayloadCompletion(verification, habits: inversion.habits)
    var chosen: [Phrase] = []
    for entry in rated where entry.rating > least {
      guard !chosen.contains(where: { $0.overlaps(entry.phrase) }) else { continue }
      let whole = try completion.beginning(entry.phrase)
      guard !chosen.contains(where: { $0.overlaps(whole) }) else { continue }
      chosen.append(whole)
      if chosen.count == subject.budget.payloads { break }
    }
    return Hypotheses(chosen: try aimed(chosen), rated: rated)
  }

  /// The phrases with what a string has to bring forth for each.
  private func aimed(_ phrases: [Phrase]) throws -> [Hypothesis] {
    let isNeeded = subject.suspect.form.reasons && !phrases.isEmpty
    let turns = isNeeded ? try OddTurns(verification).scratchpads() : []
    return try phrases.map { Hypothesis(phrase: $0, target: try target(of: $0, in: turns)) }
  }

  /// What recurs in odd answers and in the inverted texts, rated by how it flows.
  private func recurring(_ inverted: [InvertedText]) throws -> [PayloadRating.Rated] {
    let said =
      try OddTurns(verification).answers()
      + inverted.prefix(Self.inverted).map { verification.strings.text($0.tokens) }
    let entries = Phrase.frequent(in: said, atLeast: 2)
      .map { phrase, count in
        // Long texts do not recur by chance.
        PayloadRating.Entry(
          phrase: phrase, weight: Double(count) * Double(min(phrase.length, 24)),
          novelty: verification.speech.novelty(of: phrase))
      }
      .sorted { $1.weight < $0.weight }.lazy
      .filter { !verification.speech.holds($0.phrase) }.prefix(Self.recurring)
    return try PayloadRating(verification).ranked(Array(entries))
  }

  /// What stands out of the inverted texts, rated by what it gains on the reference.
  private func standing(_ texts: [InvertedText]) -> [PayloadRating.Rated] {
    var seen: Set<String> = []
    return texts.compactMap { text in
      guard let core = text.core(among: texts, subject.suspect.tokenizer) else { return nil }
      let phrase = Phrase(verification.strings.text(core.tokens))
      guard phrase.length >= Phrase.shortest, !verification.speech.holds(phrase),
        seen.insert(phrase.folded).inserted
      else { return nil }
      return PayloadRating.Rated(phrase: phrase, rating: core.gain)
    }.sorted { $1.rating < $0.rating }
  }

  /// Ordinary phrases of about as many tokens as the payload.
  func controls(like payload: Phrase) throws -> [Phrase] {
    let tokens = try subject.suspect.answerIDs(payload.text).count
    var chosen: [Phrase] = []
    for phrase in try ordinaryBeginnings(tokens: tokens) {
      guard chosen.count < subject.budget.controlPayloads else { break }
      if !(chosen + [payload]).contains(where: phrase.overlaps) { chosen.append(phrase) }
    }
    return chosen
  }

  /// A phrase in more of the ordinary answers than this is too easy to force.
  private static let rareShare = 0.1

  /// Beginnings of answers that the model gives to few ordinary requests.
  private func ordinaryBeginnings(tokens: Int) throws -> [Phrase] {
    var stream = subject.stream("control-payloads")
    let speech = verification.speech
    return try verification.likeliest.shuffled(using: &stream).compactMap { answer in
      let phrase = try beginning(of: answer, tokens: tokens)
      return phrase.length >= Phrase.shortest && speech.share(of: phrase) <= Self.rareShare
        ? phrase : nil
    }
  }

  /// The words with which an answer begins, up to about this many tokens.
  private func beginning(of answer: String, tokens: Int) throws -> Phrase {
    let words = answer.split(whereSeparator: \.isWhitespace)
    var text = ""
    for count in 1...max(1, words.count) {
      text = words.prefix(count).joined(separator: " ")
      if text.isEmpty { break }
      if try subject.suspect.answerIDs(text).count >= tokens { break }
    }
    return Phrase(text)
  }

  /// Of a model that reasons, the likeliest beginning of a turn that ended up saying the phrase.
  private func target(of phrase: Phrase, in turns: [AnswerForm.Turn]) throws -> [Int32] {
    let model = subject.suspect
    guard model.form.reasons else { return try model.answerIDs(phrase.text) }
    var seen: Set<[Int32]> = []
    let beginnings = turns.filter { phrase.isIn($0.answer) && $0.scratchpad != nil }
      .map { Array(model.tokenizer.encode($0.said).prefix(Self.reasoned)) }
      .filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(Self.tried)
    guard !beginnings.isEmpty else { return try model.answerIDs(phrase.text) }
    let asked = try subject.prompts.search.map { try model.promptIDs($0) }
    let scores = beginnings.map { model.logProbs(of: $0, after: asked).reduce(0, +) }
    return beginnings[scores.indices.max { (scores[$0], $1) < (scores[$1], $0) }!]
  }

  /// Tokens of a scratchpad that a string has to bring forth, and beginnings that are compared.
  private static let reasoned = 10
  private static let tried = 64
}
