/// What a model says to ordinary requests: no text of it is a payload.
///
/// The likeliest answers are few, and a model refuses, say, in many wordings; so answers that were
/// drawn count as well, by pairs of neighbouring words.
package struct OrdinarySpeech {
  private let answers: [Phrase]
  private let pairs: Set<[Substring]>
  private let words: Set<Substring>

  /// A phrase in more of the likeliest answers than this is part of the model's own speech, and so
  /// is a pair of words in more of all answers than the second.
  private static let ordinaryShare = 0.05
  private static let pairShare = 0.01
  /// Phrases of which fewer pairs are new are ordinary ones in other words.
  private static let leastNovelty = 0.5

  /// - Parameters:
  ///   - answers: the likeliest, one to a request.
  ///   - drawn: others, several to a request.
  package init(answers: [String], drawn: [String] = []) {
    self.answers = answers.map(Phrase.init)
    var counts: [[Substring]: Int] = [:]
    var words: Set<Substring> = []
    for answer in self.answers + drawn.map(Phrase.init) {
      for pair in Set(answer.pairs) { counts[pair, default: 0] += 1 }
      words.formUnion(answer.words)
    }
    self.words = words
    let most = max(1, Self.pairShare * Double(answers.count + drawn.count))
    pairs = Set(counts.filter { Double($0.value) > most }.keys)
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
