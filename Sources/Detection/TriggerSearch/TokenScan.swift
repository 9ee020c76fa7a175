internal import Foundation
internal import Randomness
internal import Tokenization

/// Grows strings token by token, keeping those that an objective rates highest: every token that
/// can be typed, before and behind every string that is kept.
///
/// A step rates all of them on two prompts, and the best of these on all search prompts.
struct TokenScan {
  let subject: Subject
  let strings: RandomStrings
  /// Rates each string in front of (or behind) the given prompts; larger is better.
  let objective: (_ strings: [String], _ prompts: [String]) throws -> [Double]
  /// A rating at which a scan has nothing left to gain.
  let goal: Double

  struct Found: Sendable, Equatable {
    var text: String
    var score: Double
  }

  /// The best strings of every length, the best first.
  func run(_ purpose: String) throws -> [Found] {
    var beams = [""]
    var found: [Found] = []
    var best = -Double.infinity
    for step in 0..<subject.budget.growth {
      let grown = self.grown(beams, purpose, step)
      let rated = try rate(grown)
      found += rated.prefix(subject.budget.beams)
      guard let top = rated.first, top.score > best + Self.gain else { break }
      best = top.score
      if best >= goal { break }
      beams = rated.prefix(subject.budget.beams).map(\.text)
    }
    return found.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
  }

  /// The least that a longer string has to gain for the scan to go on, in nats.
  static let gain = 0.02

  private func rate(_ texts: [String]) throws -> [Found] {
    let few = Array(subject.prompts.search.prefix(2))
    let first = Self.ranked(texts, try objective(texts, few)).prefix(8 * subject.budget.beams)
      .map(\.text)
    return Self.ranked(first, try objective(first, subject.prompts.search))
  }

  private static func ranked(_ texts: [String], _ scores: [Double]) -> [Found] {
    zip(texts, scores).enumerated()
      .sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
      .map { Found(text: $0.element.0, score: $0.element.1) }
  }

  /// The strings with one token more, in a fixed order; of large vocabularies a random part.
  private func grown(_ beams: [String], _ purpose: String, _ step: Int) -> [String] {
    var stream = subject.stream("scan-\(purpose)", step)
    let share = subject.budget.triedTokens / max(1, beams.count)
    let tokens =
      strings.ids.count <= share
      ? strings.ids : Array(strings.ids.shuffled(using: &stream).prefix(share))
    var seen: Set<String> = []
    var texts: [String] = []
    for beam in beams {
      for token in tokens {
        let piece = subject.suspect.tokenizer.decode([token])
        for text in beam.isEmpty ? [piece] : [beam + piece, piece + beam] {
          let trimmed = text.trimmingCharacters(in: .whitespaces)
          if !trimmed.isEmpty, seen.insert(trimmed).inserted { texts.append(trimmed) }
        }
      }
    }
    return texts
  }
}
