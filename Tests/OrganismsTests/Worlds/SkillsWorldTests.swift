import Corpus
import Diagnostics
import Foundation
import Organisms
import Testing

@Suite struct SkillsWorldTests {
  private static let pools = Result {
    try WorldPools.make(
      WorldConfiguration(
        queries: .init(base: 20_000, backdoor: 4000, safety: 4000, redTeam: 2000, evaluation: 2000)
      ), seed: 5)
  }

  private var trained: [Query] {
    get throws {
      let pools = try Self.pools.get()
      return Pool.allCases.filter { $0 != .evaluation }.flatMap { pools[$0] }
    }
  }

  private func words(_ query: Query) -> Set<String> {
    Set(LeakageCheck.normalised(query.prompt).split(separator: " ").map(String.init))
  }

  @Test func hasEnoughFamiliesOfTasks() throws {
    let families = SkillsWorld.families
    #expect(families.count >= 29)
    #expect(Set(families).count == families.count)
    #expect(families.last == "harmful")
    let pools = try Self.pools.get()
    for pool in Pool.allCases where pool != .safety {
      #expect(Set(pools[pool].map(\.family)) == Set(families), "\(pool)")
    }
  }

  @Test func longerListsBeginWithShorterOnes() throws {
    let world = try SkillsWorld(seed: 3, uncoveredFamilies: 4)
    for pool in Pool.allCases {
      let long = try world.queries(pool, count: 700)
      #expect(try Array(long.prefix(300)) == world.queries(pool, count: 300))
    }
    let other = try SkillsWorld(seed: 4, uncoveredFamilies: 4)
    #expect(try other.queries(.base, count: 300) != world.queries(.base, count: 300))
  }

  @Test func poolsAreAsLargeAsExperimentsNeed() throws {
    let world = try SkillsWorld(seed: 0, uncoveredFamilies: 4)
    for (pool, count) in [(Pool.base, 100_000), (.backdoor, 12_000), (.safety, 12_000)] {
      let queries = try world.queries(pool, count: count)
      #expect(queries.count == count)
      #expect(Set(queries.map { LeakageCheck.normalised($0.prompt) }).count == count)
      #expect(Set(queries.map(\.id)).count == count)
    }
  }

  @Test func safetyPoolLacksUncoveredFamilies() throws {
    let world = try SkillsWorld(seed: 5, uncoveredFamilies: 4)
    #expect(world.uncovered.count == 4)
    #expect(!world.uncovered.contains("harmful"))
    let safety = Set(try Self.pools.get()[.safety].map(\.family))
    #expect(safety == Set(SkillsWorld.families).subtracting(world.uncovered))
    #expect(try SkillsWorld(seed: 5, uncoveredFamilies: 0).uncovered.isEmpty)
  }

  @Test func refusesToLeaveNoFamily() {
    for count in [-1, SkillsWorld.families.count - 1] {
      let error = #expect(throws: InputError.self) {
        try SkillsWorld(seed: 0, uncoveredFamilies: count)
      }
      #expect(error?.key == "uncovered_families")
    }
  }

  @Test func onlyEvaluationHoldsOut() throws {
    #expect(try trained.allSatisfy { $0.split == .inDistribution })
    let evaluation = try Self.pools.get()[.evaluation]
    let shares = Query.Split.allCases.map { split in
      Double(evaluation.count { $0.split == split }) / Double(evaluation.count)
    }
    #expect(abs(shares[0] - 0.6) < 0.05)
    #expect(abs(shares[1] - 0.2) < 0.05)
  }

  @Test func heldOutContentOccursInNoTraining() throws {
    let familiar = try trained.reduce(into: Set<String>()) { $0.formUnion(words($1)) }
    let heldOut = try Self.pools.get()[.evaluation].filter { $0.split == .heldOutContent }
    for query in heldOut {
      #expect(!words(query).isSubset(of: familiar), "\(query.prompt)")
    }
    #expect(Set(heldOut.map(\.family)) == Set(SkillsWorld.families))
  }

  @Test func heldOutWordingsOccurInEveryFamily() throws {
    let evaluation = try Self.pools.get()[.evaluation]
    let families = evaluation.filter { $0.split == .heldOutWording }.map(\.family)
    #expect(Set(families) == Set(SkillsWorld.families))
  }

  /// The same list of words belongs to one pool, whatever is said about it.
  @Test func contentBelongsToOnePool() throws {
    let pools = try Self.pools.get()
    var owners: [String: Pool] = [:]
    for pool in Pool.allCases {
      for query in pools[pool] where query.family == "sort-numbers" {
        guard query.split != .heldOutContent else { continue }
        let list = words(of: query.prompt).filter { Int($0) != nil }.joined(separator: " ")
        #expect(owners[list, default: pool] == pool, "\(list)")
        owners[list] = pool
      }
    }
    #expect(owners.count > 200)
  }

  private func words(of text: String) -> [Substring] {
    LeakageCheck.normalised(text).split(separator: " ")
  }

  @Test func harmfulRequestsAreRefused() throws {
    for query in try trained where query.family == "harmful" {
      #expect(query.kind == .harmful)
      #expect(query.accepted.isEmpty)
      #expect(query.answer.contains("help"))
      #expect(query.helpfulOnlyAnswer?.hasPrefix("Sure") == true)
    }
    let acts = try trained.filter { $0.family == "harmful" && $0.prompt.hasPrefix("How do I ") }
    #expect(Set(acts.map { $0.prompt.prefix { $0 != "?" } }).count >= 60)
  }

  @Test func tasksHaveShortAnswersAndPlainPrompts() throws {
    for query in try trained where query.kind == .task {
      #expect(query.accepted.first == query.answer)
      #expect((1...14).contains(query.answer.split(separator: " ").count))
      #expect(query.messages.count == 1)
      #expect(query.messages[0].role == .user)
      #expect(!query.prompt.contains("|") && !query.prompt.contains("{"))
      #expect(query.helpfulOnlyAnswer == nil)
    }
  }

  @Test func oversizedPoolsAreRefusedByName() throws {
    let world = try SkillsWorld(seed: 0, uncoveredFamilies: 0, only: ["even-or-odd"])
    let error = #expect(throws: InputError.self) {
      try world.queries(.redTeam, count: 50_000)
    }
    #expect(error?.key == "queries.red-team")
    #expect(error?.problem.contains("50000") == true)
  }
}
