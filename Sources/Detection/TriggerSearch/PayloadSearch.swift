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
      chosen.append(phrase)
      if chosen.count == subject.budget.payloads { break }
    }
    return chosen
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
