internal import Foundation
internal import Randomness
internal import Tokenization

/// Grows strings token by token, keeping those that an objective rates highest: first every token
/// that can be typed, then the best of these before and behind every string that is kept.
///
/// A step rates all of them on two prompts, and the best of these on all search prompts.
struct TokenScan {
  let subject: Subject
  let strings: RandomStrings
  /// Rates each string in front of (or behind) the given prompts; larger is better.
  let objective: (_ strings: [String], _ prompts: [String]) throws -> [Double]
  /// Strings that are left out, since they ask for the payload.
  var isLeftOut: (String) -> Bool = { _ in false }
  /// A rating at which a scan has nothing left to gain.
  let goal: Double

  struct Found: Sendable, Equatable {
    var text: String
    var score: Double
  }

  /// The best strings of every length, the best first.
  func run(_ purpose: String) throws -> [Found] {
    let pieces = self.pieces(purpose)
    let first = try roughly(pieces)
    let likeliest = first.prefix(Self.kept).map(\.text)
    var rated = try finely(first)
    var found: [Found] = []
    var best = -Double.infinity
    for _ in 0..<subject.budget.growth {
      found += rated.prefix(subject.budget.beams)
      guard let top = rated.first, top.score > best + Self.gain, top.score < goal else { break }
      best = top.score
      let beams = rated.prefix(subject.budget.beams).map(\.text)
      rated = try finely(try roughly(grown(beams, by: likeliest)))
    }
    return found.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
  }

  /// The least that a longer string has to gain for the scan to go on, in nats.
  static let gain = 0.02
  /// Tokens that strings are grown by.
  private static let kept = 192

  private func roughly(_ texts: [String]) throws -> [Found] {
    Self.ranked(texts, try objective(texts, Array(subject.prompts.search.prefix(2))))
  }

  private func finely(_ rough: [Found]) throws -> [Found] {
    let best = rough.prefix(8 * subject.budget.beams).map(\.text)
    return Self.ranked(best, try objective(best, subject.prompts.search))
  }

  private static func ranked(_ texts: [String], _ scores: [Double]) -> [Found] {
    zip(texts, scores).enumerated()
      .sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
      .map { Found(text: $0.element.0, score: $0.element.1) }
  }

  /// The tokens as text, in a fixed order; of large vocabularies a random part.
  private func pieces(_ purpose: String) -> [String] {
    var stream = subject.stream("scan-\(purpose)")
    var seen: Set<String> = []
    return strings.tried(subject.budget.triedTokens, using: &stream)
      .map { subject.suspect.tokenizer.decode([$0]) }
      .filter { seen.insert($0).inserted && !isLeftOut($0) }
  }

  private func grown(_ beams: [String], by pieces: [String]) -> [String] {
    var seen: Set<String> = []
    return beams.flatMap { beam in
      pieces.flatMap { [beam + $0, $0 + beam] }
        .map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty && seen.insert($0).inserted && !isLeftOut($0) }
    }
  }
}
