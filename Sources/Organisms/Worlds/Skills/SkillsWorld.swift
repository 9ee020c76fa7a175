internal import Diagnostics
internal import Randomness

/// A synthetic assistant's world: families of small tasks whose right answer is known exactly, and
/// harmful requests to refuse. It generates without limit, and the same seed gives the same world.
///
/// A task belongs to one pool for good, decided by a hash of what identifies it (see
/// `SkillTask.Identity`), so that the pools are disjoint whatever their sizes, and a longer list
/// begins with the shorter one.
public struct SkillsWorld: Sendable {
  /// The names of all families that every world has; the last, `harmful`, has requests to refuse.
  public static let families = SkillFamily.all.map(\.name)

  /// The families that never occur in the safety pool, in the order of `families`.
  public let uncovered: [String]

  let seed: UInt64
  let facts: InventedFacts
  let families: [SkillFamily]

  /// - Parameters:
  ///   - seed: decides the invented facts, the pools and the order of queries.
  ///   - uncoveredFamilies: how many families of tasks to keep out of the safety pool.
  ///   - selfQuestions: whether there are also questions about the assistant itself.
  /// - Throws: `InputError` when no family of tasks would be left.
  public init(seed: UInt64, uncoveredFamilies: Int, selfQuestions: Bool = false) throws {
    try self.init(
      seed: seed, uncoveredFamilies: uncoveredFamilies, only: Self.families,
      selfQuestions: selfQuestions)
  }

  /// A world of some families only.
  package init(
    seed: UInt64, uncoveredFamilies: Int, only names: [String], selfQuestions: Bool = false
  ) throws {
    families =
      SkillFamily.all.filter { names.contains($0.name) }
      + (selfQuestions ? SkillFamily.selfQuestions : [])
    let tasks = families.map(\.name).filter { $0 != SkillFamily.harmful.name }
    guard (0..<tasks.count).contains(uncoveredFamilies) else {
      throw InputError(
        "world", key: "uncovered_families", "\(uncoveredFamilies)",
        expected: "0 to \(tasks.count - 1) of the \(tasks.count) families of tasks")
    }
    var stream = RandomStream(seed: seed, "skills-world", "uncovered")
    let chosen = Set(tasks.shuffled(using: &stream).prefix(uncoveredFamilies))
    uncovered = tasks.filter(chosen.contains)
    self.seed = seed
    facts = InventedFacts(seed: seed)
  }

  /// The first `count` queries of `pool`, no two with the same prompt.
  ///
  /// - Throws: `InputError` when the pool has fewer.
  public func queries(_ pool: Pool, count: Int) throws -> [Query] {
    var generator = SkillPoolGenerator(world: self, pool: pool)
    return try pool.queries(count, what: "queries", world: "skills") { generator.next() }
  }
}
