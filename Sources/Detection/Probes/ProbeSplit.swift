internal import Randomness

/// Halves of the queries: supervised probes learn from one and are measured on the other, so that
/// no query is on both sides.
package struct ProbeSplit {
  private let training: Set<String>

  package init(pairs: some Sequence<String>, seed: UInt64) {
    var stream = RandomStream(seed: seed, "probe-split")
    let shuffled = Set(pairs).sorted().shuffled(using: &stream)
    training = Set(shuffled.prefix(shuffled.count / 2))
  }

  package func isTraining(_ pair: String) -> Bool { training.contains(pair) }
}

/// Features with mean 0 and variance 1 over the rows they were made from; constant ones become 0.
struct Standardiser {
  private let means: [Double]
  private let scales: [Double]

  /// - Precondition: there are rows, all equally long.
  init(_ rows: [[Double]]) {
    let count = Double(rows.count)
    let features = rows[0].indices
    let means = features.map { f in rows.reduce(0) { $0 + $1[f] } / count }
    scales = features.map { f in
      let variance = rows.reduce(0) { $0 + ($1[f] - means[f]) * ($1[f] - means[f]) } / count
      return variance > 1e-24 ? 1 / variance.squareRoot() : 0
    }
    self.means = means
  }

  func callAsFunction(_ row: [Double]) -> [Double] {
    row.indices.map { (row[$0] - means[$0]) * scales[$0] }
  }
}
