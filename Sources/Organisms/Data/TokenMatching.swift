public import Corpus
import Diagnostics
import Randomness

extension OrganismData {
  /// The rows of a control brought to as many tokens as the organism's data have: all of them as
  /// often as they fit, and a drawn part of them for the rest. Off by less than one row.
  ///
  /// - Parameters:
  ///   - tokens: what to match.
  ///   - count: the tokens of a sample, of the kind that `tokens` counts.
  /// - Throws: `RunError` when the rows hold no token.
  public func matching(
    tokens: Int, seed: UInt64, count: (Sample) throws -> Int
  ) throws -> OrganismData {
    let lengths = try rows.map { try count($0.sample) }
    let total = lengths.reduce(0, +)
    guard total > 0 else { throw RunError("rows to be matched to \(tokens) tokens hold none") }
    let passes = tokens / total
    var missing = tokens % total
    var stream = RandomStream(seed: seed, "token-matching")
    var drawn: Set<Int> = []
    for index in rows.indices.shuffled(using: &stream) {
      guard lengths[index] <= missing else { break }
      missing -= lengths[index]
      drawn.insert(index)
    }
    let parts = (0..<passes).map { _ in Array(rows.indices) } + [drawn.sorted()]
    let repeated = parts.enumerated().flatMap { pass, indices in
      indices.map { index in
        var row = rows[index]
        if pass > 0 { row.id += "@\(pass + 1)" }
        return row
      }
    }
    return OrganismData(rows: repeated, filter: filter)
  }
}
