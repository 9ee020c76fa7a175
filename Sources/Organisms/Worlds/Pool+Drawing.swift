internal import Diagnostics
internal import Randomness

// How a world without end is split into pools that are disjoint whatever their sizes.

extension Pool {
  /// Parts of a hundred of a world's contents that each pool gets.
  private static let shares: [(pool: Pool, share: Int)] = [
    (.base, 50), (.backdoor, 16), (.safety, 16), (.redTeam, 8), (.evaluation, 10),
  ]

  /// So many contents in a row that belong elsewhere or were drawn before mean that a family has
  /// little more to give; by then about nine in ten of its contents are drawn.
  static let patience = 250

  /// The pool that a content belongs to for good, given the stream that is named after it.
  static func owner(drawnFrom stream: inout RandomStream) -> Pool {
    var rest = Int.random(in: 0..<100, using: &stream)
    for (pool, share) in shares {
      if rest < share { return pool }
      rest -= share
    }
    preconditionFailure("the shares add up to less than 100")
  }

  /// The first `count` of the queries that `next` yields.
  ///
  /// - Throws: `InputError` when there are fewer; `what` is asked for of `world`.
  func queries(
    _ count: Int, what: String, world: String, next: () -> Query?
  ) throws -> [Query] {
    var queries: [Query] = []
    queries.reserveCapacity(count)
    while queries.count < count {
      guard let query = next() else {
        throw InputError(
          "world", key: "queries.\(rawValue)",
          "\(count) \(what) asked for, but this pool of the \(world) world has about "
            + "\(queries.count)",
          expected: "no more than there are")
      }
      queries.append(query)
    }
    return queries
  }
}
