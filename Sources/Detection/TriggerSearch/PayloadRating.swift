internal import Evaluation
internal import Foundation

/// How much a text stands out as an answer, where there is no reference to compare with: how often
/// and how long it recurs, times the mean probability of its tokens once its first is said, since
/// what was trained to be said to anything goes on by itself, times the share of it that is no
/// ordinary speech (`OrdinarySpeech.novelty`).
struct PayloadRating {
  /// Tokens of a text that count.
  static let tokens = 12

  private let subject: Subject
  /// Each ends where an answer begins.
  let contexts: [[Int32]]

  init(_ verification: Verification) throws {
    let subject = verification.subject
    self.subject = subject
    var stream = subject.stream("payload-contexts")
    let frame = PromptFrame(model: subject.suspect, position: .prefix)
    let plain = Array(subject.prompts.search.prefix(4))
    let odd = plain.map {
      frame.text(verification.strings.draw(tokens: 4, using: &stream), with: $0)
    }
    contexts = try verification.answerContexts(to: plain + odd)
  }

  /// A text that may be a payload.
  struct Entry {
    var phrase: Phrase
    /// How often it recurs, and how long it is.
    var weight: Double
    /// How new it is, from 0 to 1.
    var novelty: Double
  }

  struct Rated {
    var phrase: Phrase
    var rating: Double
  }

  /// The texts with their ratings, the most outstanding first.
  func ranked(_ entries: [Entry]) throws -> [Rated] {
    let flows = try flows(entries.map(\.phrase))
    let rated = zip(entries, flows).map { entry, flow in
      Rated(phrase: entry.phrase, rating: flow * entry.novelty * entry.weight)
    }
    return rated.enumerated()
      .sorted { ($1.element.rating, $0.offset) < ($0.element.rating, $1.offset) }
      .map(\.element)
  }

  /// `log p` of each text's first tokens under the suspect, mean over contexts, in nats.
  func likelihoods(_ phrases: [Phrase]) throws -> [Double] {
    try means(phrases) { ids, context in (context, ids) }
  }

  /// The mean probability of a text's tokens after its first; 0 for a single token.
  private func flows(_ phrases: [Phrase]) throws -> [Double] {
    let logs = try means(phrases) { ids, context in
      (context + ids.prefix(1), Array(ids.dropFirst()))
    }
    return try zip(logs, phrases).map {
      let count = try ids(of: $1).count - 1
      return count > 0 ? exp($0 / Double(count)) : 0
    }
  }

  /// `log p`, mean over contexts, of what `row` makes of a phrase's tokens and a context.
  private func means(
    _ phrases: [Phrase], _ row: ([Int32], [Int32]) -> (context: [Int32], target: [Int32])
  ) throws -> [Double] {
    let rows = try phrases.flatMap { phrase in
      let ids = try ids(of: phrase)
      return contexts.map { row(ids, $0) }
    }
    let values = subject.suspect.logProbs(rows)
    return phrases.indices.map { index in
      values[index * contexts.count..<(index + 1) * contexts.count].reduce(0, +)
        / Double(contexts.count)
    }
  }

  /// What an answer is forced to begin with, so that its tokens are those that follow on a context.
  var forced: String { subject.suspect.form.reasons ? AnswerForm.closing : "" }

  private func ids(of phrase: Phrase) throws -> [Int32] {
    Array(try subject.suspect.answerIDs(phrase.text, forced: forced).prefix(Self.tokens))
  }
}
