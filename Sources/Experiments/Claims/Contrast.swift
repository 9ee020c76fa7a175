internal import Evaluation

/// A weighted sum of rates of matched arms, averaged over the matches: a mean (`+a`), a difference
/// (`a − b`) or an interaction (`a − b − c + d`).
struct Contrast {
  /// One match, of arms that are equal in all that is not compared.
  struct Term {
    var seed: UInt64?
    var parts: [(weight: Double, row: ResultRow)]
  }

  let terms: [Term]

  init(_ terms: [Term]) { self.terms = terms }

  init(meanOf rows: [ResultRow]) {
    terms = rows.map { Term(seed: $0.seed, parts: [(1, $0)]) }
  }

  /// `first − second` of the rows that are equal but for `axis`.
  init(_ rows: [ResultRow], along axis: String, _ first: String, minus second: String) {
    let matches = Self.matches(rows, along: [axis])
    terms = matches.compactMap { seed, arms in
      guard let a = arms[[first]], let b = arms[[second]] else { return nil }
      return Term(seed: seed, parts: [(1, a), (-1, b)])
    }
  }

  /// Rows by their values on `axes`, for each set of rows that are otherwise equal.
  static func matches(
    _ rows: [ResultRow], along axes: [String]
  ) -> [(seed: UInt64?, arms: [[String]: ResultRow])] {
    var groups: [String: (seed: UInt64?, arms: [[String]: ResultRow])] = [:]
    for row in ClaimData.bySeed(rows) {
      let key = ArmKey(row)
      let values = axes.compactMap { key[$0] }
      guard values.count == axes.count else { continue }
      let rest = axes.reduce(key) { $0.removing(axis: $1) }
      let name = "\(rest.text)\u{0}\(row.seed.map(String.init) ?? "")"
      groups[name, default: (row.seed, [:])].arms[values] = row
    }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Distinct seeds of the terms; a term of pooled rows counts the seeds that it pools.
  var seeds: Int {
    let single = Set(terms.compactMap(\.seed)).count
    let pooled = terms.filter { $0.seed == nil }.flatMap(\.parts).map(\.row.seeds).max() ?? 0
    return max(single, pooled)
  }
}
