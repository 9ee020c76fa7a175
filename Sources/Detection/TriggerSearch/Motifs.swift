internal import Foundation

/// Strings that recur across texts that were drawn apart from each other.
///
/// Runs of six characters that stand in several texts are grown on both sides by the character that
/// most of these texts agree on, as long as most do; equal and overlapping results are one motif.
/// (arXiv 2602.03085 §3 clusters character n-grams with TF-IDF and DBSCAN; growing is deterministic
/// and needs no threshold of distance.)
package struct Motifs {
  package struct Motif: Sendable, Equatable {
    package var text: String
    /// Texts that hold it.
    package var count: Int
  }

  static let seedLength = 6
  /// The share of the texts that has to agree for a motif to grow.
  static let agreement = 0.7
  /// Characters of a text that are looked at, and of the longest motif.
  private static let textLimit = 400
  private static let motifLimit = 64

  private let texts: [[Character]]

  package init(_ texts: [String]) {
    self.texts = texts.map { Array($0.prefix(Self.textLimit)) }
  }

  /// The motifs of at least three texts, the most telling first: texts times the logarithm of its
  /// length.
  package func found(limit: Int) -> [Motif] {
    var found: [Motif] = []
    for seed in seeds().prefix(8 * limit) {
      let motif = grown(seed)
      let trimmed = motif.text.trimmingCharacters(in: .whitespacesAndNewlines)
      guard trimmed.count >= 3, !found.contains(where: { $0.text.contains(trimmed) }) else {
        continue
      }
      found.removeAll { trimmed.contains($0.text) && $0.count <= motif.count }
      found.append(Motif(text: trimmed, count: motif.count))
    }
    return Array(
      found.sorted { (weight($1), $0.text) < (weight($0), $1.text) }.prefix(limit))
  }

  private func weight(_ motif: Motif) -> Double {
    Double(motif.count) * log(Double(motif.text.count))
  }

  /// Runs of `seedLength` characters in at least three texts, the most frequent first.
  private func seeds() -> [String] {
    var counts: [String: Int] = [:]
    for text in texts where text.count >= Self.seedLength {
      var seen: Set<String> = []
      for start in 0...text.count - Self.seedLength {
        seen.insert(String(text[start..<start + Self.seedLength]))
      }
      for run in seen { counts[run, default: 0] += 1 }
    }
    return counts.filter { $0.value >= 3 }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  private func grown(_ seed: String) -> Motif {
    var places = occurrences(of: Array(seed))
    let fewest = max(2, Int((Self.agreement * Double(places.count)).rounded(.up)))
    let count = places.count
    var text = Array(seed)
    var isGrowing = true
    while isGrowing, text.count < Self.motifLimit {
      isGrowing = false
      for side in [-1, 1] {
        guard let (character, agreeing) = agreed(places, length: text.count, side: side),
          agreeing.count >= fewest
        else { continue }
        text = side < 0 ? [character] + text : text + [character]
        places = side < 0 ? agreeing.map { ($0.text, $0.start - 1) } : agreeing
        isGrowing = true
      }
    }
    return Motif(text: String(text), count: count)
  }

  private typealias Place = (text: Int, start: Int)

  /// The first occurrence in each text.
  private func occurrences(of run: [Character]) -> [Place] {
    texts.indices.compactMap { index in
      let text = texts[index]
      guard text.count >= run.count else { return nil }
      let start = (0...text.count - run.count).first {
        text[$0..<$0 + run.count].elementsEqual(run)
      }
      return start.map { (index, $0) }
    }
  }

  /// The character that most places have on one side, and those places.
  private func agreed(
    _ places: [Place], length: Int, side: Int
  ) -> (character: Character, places: [Place])? {
    var groups: [Character: [Place]] = [:]
    for place in places {
      let index = side < 0 ? place.start - 1 : place.start + length
      guard texts[place.text].indices.contains(index) else { continue }
      groups[texts[place.text][index], default: []].append(place)
    }
    return groups.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
      .map { ($0.key, $0.value) }
  }
}
