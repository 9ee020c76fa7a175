/// What a model ordinarily says, token by token (`Recurrence`).
package struct TokenHabits {
  private let tokens: Set<Int32>
  private let frequencies: [Int32: Double]
  private let unseen: Double
  private let pairs: Set<[Int32]>

  /// - Parameter answers: to each request.
  package init(
    of answers: [[String]], _ encode: (String) throws -> [Int32]
  ) rethrows {
    let ids = try answers.map { try $0.map(encode) }
    var counts: [Int32: Int] = [:]
    for id in ids.joined().joined() { counts[id, default: 0] += 1 }
    let total = Double(counts.values.reduce(0, +) + counts.count + 1)
    frequencies = counts.mapValues { Double($0 + 1) / total }
    unseen = 1 / total
    tokens = Recurrence.items(in: ids.map { $0.map(Set.init) })
    pairs = Recurrence.items(
      in: ids.map { $0.map { Set(zip($0, $0.dropFirst()).map { [$0, $1] }) } })
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
