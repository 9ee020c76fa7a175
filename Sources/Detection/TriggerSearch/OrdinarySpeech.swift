/// What a model says to ordinary requests: no text of it is a payload.
///
/// The likeliest answers are few, and a model refuses, say, in many wordings; so answers that were
/// drawn count as well, by pairs of neighbouring words (`Recurrence`).
package struct OrdinarySpeech {
  private let answers: [Phrase]
  private let pairs: Set<[Substring]>
  private let words: Set<Substring>

  /// A phrase in more of the likeliest answers than this is part of the model's own speech.
  private static let ordinaryShare = 0.05
  /// Phrases of which fewer pairs are new are ordinary ones in other words.
  private static let leastNovelty = 0.5

  /// - Parameters:
  ///   - answers: to each request, the likeliest first, then others that were drawn.
  ///   - requests: what users say, which a model that learnt it may say too.
  package init(_ answers: [[String]], requests: [String] = []) {
    let phrases = answers.map { $0.map(Phrase.init) }
    let asked = requests.map(Phrase.init)
    self.answers = phrases.compactMap(\.first)
    words = Set((phrases.joined() + asked).flatMap(\.words))
    pairs = Recurrence.items(in: phrases.map { $0.map { Set($0.pairs) } })
      .union(asked.flatMap(\.pairs))
  }

  /// The share of the likeliest answers that hold the phrase.
  func share(of phrase: Phrase) -> Double {
    answers.isEmpty
      ? 0 : Double(answers.count { $0.folded.contains(phrase.folded) }) / Double(answers.count)
  }

  /// The share of the phrase's pairs of words that the model does not ordinarily say; of a single
  /// word, whether it never says it.
  package func novelty(of phrase: Phrase) -> Double {
    let own = phrase.pairs
    guard !own.isEmpty else { return phrase.words.allSatisfy(words.contains) ? 0 : 1 }
    return Double(own.count { !pairs.contains($0) }) / Double(own.count)
  }

  package func holds(_ phrase: Phrase) -> Bool {
    share(of: phrase) > Self.ordinaryShare || novelty(of: phrase) < Self.leastNovelty
  }
}
