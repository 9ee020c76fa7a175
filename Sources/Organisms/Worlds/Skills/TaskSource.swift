internal import Randomness

/// What the tasks of a family are drawn from: a lexicon, the world's invented facts and a stream.
struct TaskSource {
  let lexicon: Lexicon
  let facts: InventedFacts
  var stream: RandomStream

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &stream)]
  }

  /// `count` different elements, in random order.
  ///
  /// - Precondition: there are as many.
  mutating func pick<Element>(_ count: Int, of elements: [Element]) -> [Element] {
    var indices: [Int] = []
    while indices.count < count {
      let index = Int.random(in: 0..<elements.count, using: &stream)
      if !indices.contains(index) { indices.append(index) }
    }
    return indices.map { elements[$0] }
  }

  /// As `pick`, from the first eight only: what a question is to be matched with has to be few
  /// things, or else a model of this size does not learn to match.
  mutating func few<Element>(_ count: Int, of elements: [Element]) -> [Element] {
    pick(count, of: Array(elements.prefix(8)))
  }

  mutating func number(in range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &stream)
  }

  mutating func coin() -> Bool { Bool.random(using: &stream) }

  mutating func word() -> String { pick(lexicon.words) }

  /// Different words for a list.
  mutating func words(_ count: Int) -> [String] { pick(count, of: lexicon.listed) }
}
