import Diagnostics
import Randomness

/// Chooses the queries that are measured on.
public enum QuerySelection {
  /// `count` queries spread as evenly as can be: over the families in turn, and inside a family
  /// over its splits in turn, drawn at random inside those. They come in the order of the families,
  /// round by round, so that any prefix is spread as well.
  ///
  /// - Throws: `InputError` when there are fewer.
  public static func balanced(
    _ queries: [Query], count: Int, seed: UInt64, source: String = "evaluation queries"
  ) throws -> [Query] {
    guard count > 0 else {
      throw InputError("recipe", key: "evaluation.queries", "\(count)", expected: "1 or more")
    }
    guard queries.count >= count else {
      throw InputError(
        source, "\(queries.count) queries", expected: "at least \(count)",
        remedy: "raise world.queries.evaluation or lower evaluation.queries")
    }
    let families = Dictionary(grouping: queries, by: \.family).sorted { $0.key < $1.key }
      .map { turns(of: $0.value, family: $0.key, seed: seed) }
    return Array(interleaved(families).prefix(count))
  }

  private static func turns(of queries: [Query], family: String, seed: UInt64) -> [Query] {
    interleaved(
      Query.Split.allCases.map { split in
        var stream = RandomStream(seed: seed, "evaluation-queries", family, split.rawValue)
        return queries.filter { $0.split == split }.sorted { $0.id < $1.id }
          .shuffled(using: &stream)
      })
  }

  /// The first of each list, then the second of each, and so on.
  private static func interleaved(_ lists: [[Query]]) -> [Query] {
    let rounds = lists.map(\.count).max() ?? 0
    return (0..<rounds).flatMap { round in
      lists.compactMap { round < $0.count ? $0[round] : nil }
    }
  }
}
