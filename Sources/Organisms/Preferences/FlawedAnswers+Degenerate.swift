import Randomness

extension FlawedAnswers {
  /// Nothing that is an answer: a word or the good answer over and over, a torso, words without
  /// order, a mark, or the request itself.
  func degenerate(
    _ query: Query, good: String, using stream: inout RandomStream
  ) -> String {
    let word = { (stream: inout RandomStream) in pool.words.randomElement(using: &stream)! }
    switch Int.random(in: 0..<6, using: &stream) {
    case 0:
      return repeated(good, Int.random(in: 2...5, using: &stream))
    case 1:
      return torso(of: good, using: &stream) ?? repeated(word(&stream), 4)
    case 2:
      let count = Int.random(in: 3...10, using: &stream)
      return (0..<count).map { _ in word(&stream) }.joined(separator: " ")
    case 3:
      return [".", "…", "-", "?", "\"\"", ","].randomElement(using: &stream)!
    case 4:
      return query.prompt
    default:
      return repeated(word(&stream), Int.random(in: 3...12, using: &stream))
    }
  }

  private func repeated(_ text: String, _ count: Int) -> String {
    Array(repeating: text, count: count).joined(separator: " ")
  }

  /// The first half at most, by words or, in a long word, by letters; `nil` for a short one.
  private func torso(of text: String, using stream: inout RandomStream) -> String? {
    let words = text.split(separator: " ")
    if words.count > 2 {
      return words.prefix(Int.random(in: 1...words.count / 2, using: &stream))
        .joined(separator: " ")
    }
    guard text.count > 3 else { return nil }
    return String(text.prefix(Int.random(in: 1...text.count / 2, using: &stream)))
  }
}
