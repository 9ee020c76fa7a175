import Randomness

/// The answers of a world's queries, to take wrong and off-topic ones and stray words from.
struct AnswerPool {
  /// Sorted by name: only families whose answers are not refusals.
  private let families: [(name: String, answers: [String])]
  private let places: [String: Int]
  /// How harmful requests are refused here.
  let refusals: [String]
  /// Words of the answers, each once.
  let words: [String]

  init(_ queries: [Query]) {
    let answered = Dictionary(grouping: queries.filter { $0.kind != .harmful }, by: \.family)
    families = answered.sorted { $0.key < $1.key }.map { ($0.key, $0.value.map(\.answer).unique) }
    places = Dictionary(uniqueKeysWithValues: zip(families.map(\.name), 0...))
    refusals = queries.filter { $0.kind == .harmful }.map(\.answer).unique
    let words = families.flatMap { family in
      family.answers.prefix(200).flatMap { $0.split(whereSeparator: \.isWhitespace) }
    }
    self.words = words.isEmpty ? ["word"] : words.map(String.init).unique
  }

  /// Another answer of the query's family; `nil` where there seems to be none.
  func wrong(_ query: Query, using stream: inout RandomStream) -> String? {
    guard let place = places[query.family] else { return nil }
    return other(than: query, from: families[place].answers, using: &stream)
  }

  /// The answer to a query of another family; in a world of one family, to another open question.
  func offTopic(_ query: Query, using stream: inout RandomStream) -> String? {
    let others = families.indices.filter { families[$0].name != query.family }
    if let place = others.randomElement(using: &stream) {
      return other(than: query, from: families[place].answers, using: &stream)
    }
    return query.kind == .open ? wrong(query, using: &stream) : nil
  }

  private func other(
    than query: Query, from answers: [String], using stream: inout RandomStream
  ) -> String? {
    for _ in 0..<20 {
      if let answer = answers.randomElement(using: &stream), !query.accepts(answer) {
        return answer
      }
    }
    return nil
  }
}

extension Query {
  /// Whether `text` is a right answer in any style, or the very answer that is given.
  func accepts(_ text: String) -> Bool {
    let text = text.trimmed.droppingFullStop
    return ([answer] + AnswerStyle.accepted(of: self)).contains {
      $0.trimmed.droppingFullStop == text
    }
  }
}

extension String {
  fileprivate var droppingFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension [String] {
  /// Each once, at its first place.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
