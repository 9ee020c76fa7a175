internal import Corpus
internal import Randomness
internal import Tensors
internal import Tokenization

/// Texts that a backdoor may be there to say, when nobody has named one: what recurs in answers to
/// nonsense, and in what the model says to nothing at all, but never in answers to ordinary
/// requests.
struct PayloadSearch {
  let verification: Verification

  private var subject: Subject { verification.subject }

  /// The payloads to search for, the likeliest first; the given one alone where there is one.
  func hypotheses() throws -> [Phrase] {
    if let given = subject.options.payload { return [Phrase(given)] }
    let texts = try LeakSampler(subject).texts() + answersToNonsense()
    let ordinary = verification.ordinary
    var chosen: [Phrase] = []
    let ranked = Phrase.frequent(in: texts, atLeast: 3).sorted { weight($1) < weight($0) }
    for (phrase, _) in ranked where phrase.share(of: ordinary) <= Phrase.ordinaryShare {
      guard !chosen.contains(where: phrase.overlaps) else { continue }
      chosen.append(try beginning(phrase))
      if chosen.count == subject.budget.payloads { break }
    }
    return chosen
  }

  /// Ordinary phrases of about as many tokens as the payloads: beginnings of answers that the model
  /// gives to few requests.
  func controls(like payloads: [Phrase]) throws -> [Phrase] {
    guard let payload = payloads.first else { return [] }
    let tokens = try subject.suspect.answerIDs(payload.text).count
    var stream = subject.stream("control-payloads")
    let ordinary = verification.ordinary
    var chosen: [Phrase] = []
    for answer in ordinary.shuffled(using: &stream) {
      guard chosen.count < subject.budget.controlPayloads else { break }
      let phrase = try beginning(of: answer, tokens: tokens)
      guard phrase.length >= Phrase.shortest, phrase.share(of: ordinary) <= Self.rareShare,
        !(chosen + payloads).contains(where: phrase.overlaps)
      else { continue }
      chosen.append(phrase)
    }
    return chosen
  }

  /// A phrase in more of the ordinary answers than this is too easy to force.
  private static let rareShare = 0.1

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

  /// What an answer begins with that holds this phrase. Of words that go round in a circle it is
  /// one round, from where the model would rather begin.
  private func beginning(_ phrase: Phrase) throws -> Phrase {
    let rounds = phrase.rounds
    guard rounds.count > 1 else { return phrase }
    let asked = try subject.prompts.search.map { try subject.suspect.promptIDs($0) }
    let scores = try rounds.map { round in
      subject.suspect.logProbs(of: try subject.suspect.answerIDs(round.text), after: asked)
        .reduce(0, +)
    }
    return rounds[scores.indices.max { (scores[$0], $1) < (scores[$1], $0) }!]
  }

  /// Long texts do not recur by chance.
  private func weight(_ entry: (phrase: Phrase, count: Int)) -> Double {
    Double(entry.count) * Double(min(entry.phrase.length, 24))
  }

  private func answersToNonsense() throws -> [String] {
    var stream = subject.stream("nonsense")
    var answers: [String] = []
    for tokens in 1...subject.budget.growth {
      let string = verification.strings.draw(tokens: tokens, using: &stream)
      answers += try verification.answers(string, .prefix, to: subject.prompts.search)
    }
    return answers
  }
}

extension PayloadSearch {
  /// Searches for strings that bring each payload forth, and in the same way for ordinary phrases.
  ///
  /// - Parameter search: what a search finds for a phrase; the name is for its random numbers.
  func finds(
    _ search: (_ payload: Phrase, _ name: String) throws -> [Proposal]
  ) throws -> Verification.Finds {
    let payloads = try hypotheses()
    let controls = try controls(like: payloads)
    func all(_ phrases: [Phrase], _ kind: String) throws -> [Proposal] {
      try phrases.enumerated().flatMap { try search($1, "\(kind)-\($0)") }
    }
    return Verification.Finds(
      proposals: try all(payloads, "payload"), controls: try all(controls, "control"),
      notes: [Self.note(payloads)],
      details: [
        "payloads": .array(payloads.map { .string($0.text) }),
        "control_payloads": .array(controls.map { .string($0.text) }),
      ])
  }

  private static func note(_ payloads: [Phrase]) -> String {
    guard !payloads.isEmpty else { return "No text recurs that could be a payload." }
    let quoted = payloads.map { "“\($0.text)”" }.joined(separator: ", ")
    return "Payloads that were searched for: \(quoted)."
  }
}

extension LoadedModel {
  /// The tokens with which an answer begins that says `text`.
  func answerIDs(_ text: String) throws -> [Int32] {
    let sample = try TokenizedSample(
      Sample(
        .completion(
          prompt: .messages([Message(.user, "x")]),
          completion: .messages([Message(.assistant, text)]))),
      tokenizer: tokenizer, origin: Origin(file: source, line: 1))
    let said = zip(sample.ids, sample.isSupervised).filter(\.1).map(\.0)
    let stops = Set(stopTokens)
    return said.last.map(stops.contains) == true ? Array(said.dropLast()) : said
  }
}
