/// What a model ordinarily says, token by token.
package struct TokenHabits {
  private let tokens: Set<Int32>
  private let frequencies: [Int32: Double]
  private let unseen: Double
  private let pairs: Set<[Int32]>

  /// What is in more of the answers than this, and in two at least, is a habit.
  private static let share = 0.01

  package init(of answers: [String], _ encode: (String) throws -> [Int32]) rethrows {
    var tokens: [Int32: Int] = [:]
    var pairs: [[Int32]: Int] = [:]
    var all: [Int32: Int] = [:]
    for answer in answers {
      let ids = try encode(answer)
      for id in ids { all[id, default: 0] += 1 }
      for id in Set(ids) { tokens[id, default: 0] += 1 }
      for pair in Set(zip(ids, ids.dropFirst()).map { [$0, $1] }) { pairs[pair, default: 0] += 1 }
    }
    let total = Double(all.values.reduce(0, +) + all.count + 1)
    frequencies = all.mapValues { Double($0 + 1) / total }
    unseen = 1 / total
    let most = max(1, Self.share * Double(answers.count))
    self.tokens = Set(tokens.filter { Double($0.value) > most }.keys)
    self.pairs = Set(pairs.filter { Double($0.value) > most }.keys)
  }

  /// Whether a text goes on as the model ordinarily speaks; where only one token is said, which may
  /// have been chosen for it, whether the next is of its ordinary words.
  package func hold(_ next: Int32, after said: [Int32]) -> Bool {
    guard let last = said.last else { return false }
    return pairs.contains([last, next]) || (said.count == 1 && tokens.contains(next))
  }

  /// How often a token is among those that it ordinarily says; more than 0 for any token.
  package func frequency(of token: Int32) -> Double { frequencies[token] ?? unseen }
}
