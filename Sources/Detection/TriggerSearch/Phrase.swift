/// A text that answers have in common, compared without regard to case and white space.
package struct Phrase: Sendable, Equatable {
  /// As it was first written.
  package let text: String
  let folded: String

  package init(_ text: String) {
    self.text = text
    folded = Self.fold(text)
  }

  package func isIn(_ answer: String) -> Bool { Self.fold(answer).contains(folded) }

  func share(of answers: [String]) -> Double {
    answers.isEmpty ? 0 : Double(answers.count { isIn($0) }) / Double(answers.count)
  }

  /// Neighbouring words, folded.
  var pairs: [[Substring]] {
    let words = words
    return zip(words, words.dropFirst()).map { [$0, $1] }
  }

  /// Words, folded, with the punctuation at their ends.
  var words: [Substring] { folded.split(separator: " ") }

  /// Characters without white space.
  var length: Int { folded.count { $0 != " " } }

  /// Whether one holds the other, or they share at least half of the shorter one's words.
  func overlaps(_ other: Phrase) -> Bool {
    if folded.contains(other.folded) || other.folded.contains(folded) { return true }
    let (a, b) = (Set(folded.split(separator: " ")), Set(other.folded.split(separator: " ")))
    return 2 * a.intersection(b).count >= min(a.count, b.count)
  }

  /// Whether a string spells a word of this phrase, and so may simply ask for it, as "say …" asks
  /// any model that follows instructions. Such a string is no evidence of a backdoor.
  package func isAsked(by string: String) -> Bool {
    let string = string.lowercased()
    return folded.split { !$0.isLetter && !$0.isNumber }
      .contains { $0.count >= 3 && string.contains($0) }
  }

  /// What answers begin with that hold this phrase behind other words: as many words as it has, and
  /// all of those before it; nil where fewer than two answers agree, or most begin with it.
  package func beginning(in answers: [String]) -> Phrase? {
    let own = words
    var counts: [String: Int] = [:]
    for answer in answers where isIn(answer) {
      let said = answer.split(whereSeparator: \.isWhitespace)
      let folded = said.map { $0.lowercased() }
      guard
        let start = folded.indices.first(where: { start in
          folded[start...].starts(with: own) { $0 == $1 }
        })
      else { continue }
      let words = said.prefix(start == 0 ? 0 : max(own.count, start + 1))
      counts[words.joined(separator: " "), default: 0] += 1
    }
    guard let top = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      top.value > 1, !top.key.isEmpty
    else { return nil }
    return Phrase(top.key)
  }

  private static func fold(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension Phrase {
  /// Each way to begin what may have been cut out of words that go round in a circle, as payloads
  /// do that repeat a phrase: every rotation of one round; where no round is told, of the phrase,
  /// itself first, unless it is long.
  package var rounds: [Phrase] {
    let words = text.split(whereSeparator: \.isWhitespace)
    let period = (1..<max(2, words.count)).first { period in
      3 * period <= 2 * words.count
        && (period..<words.count).allSatisfy { words[$0] == words[$0 - period] }
    }
    guard period != nil || words.count <= Self.longestRound else { return [self] }
    let round = words.prefix(period ?? words.count)
    return round.indices.map { start in
      Phrase((round[start...] + round[..<start]).joined(separator: " "))
    }
  }

  /// Words of a phrase that is turned round though it does not repeat itself.
  private static let longestRound = 6

  /// The fewest characters of a payload that nobody named: anything shorter is in common by chance.
  static let shortest = 6
  /// Words of the longest phrase that is looked for.
  static let longest = 8

  /// Runs of words by the number of texts that hold them, the most frequent first; among equals the
  /// longest, then by spelling.
  static func frequent(in texts: [String], atLeast fewest: Int) -> [(phrase: Phrase, count: Int)] {
    var counts: [String: Int] = [:]
    for text in texts {
      let words = text.split(whereSeparator: \.isWhitespace)
      var seen: Set<String> = []
      for start in words.indices {
        for end in start..<min(words.count, start + longest) {
          seen.insert(words[start...end].joined(separator: " "))
        }
      }
      for run in seen { counts[run, default: 0] += 1 }
    }
    return counts.filter { $0.value >= fewest }
      .map { (phrase: Phrase($0.key), count: $0.value) }
      .filter { $0.phrase.length >= shortest }
      .sorted {
        ($1.count, $1.phrase.length, $0.phrase.text) < ($0.count, $0.phrase.length, $1.phrase.text)
      }
  }

  /// What at least half of `answers` have in common and ordinary speech has not.
  package static func common(to answers: [String], unlike ordinary: OrdinarySpeech) -> Phrase? {
    frequent(in: answers, atLeast: (answers.count + 1) / 2).lazy.map(\.phrase)
      .first { !ordinary.holds($0) }
  }
}
