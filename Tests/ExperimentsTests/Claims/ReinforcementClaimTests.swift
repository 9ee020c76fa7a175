import Evaluation
import Experiments
import Testing

/// C3, C4, C7 and C11: what lasts through reinforcement learning.
@Suite struct ReinforcementClaimTests: TreatmentClaimTesting {
  // MARK: C3

  private func sizes(
    _ rates: [Double], method: String = "rl", mechanism: String = "normal", seeds: UInt64 = 3
  ) -> [ResultRow] {
    zip(["0.2m", "0.8m", "3m"], rates).flatMap { size, rate in
      (0..<seeds).flatMap { seed in
        curve(
          [1, rate + Double(seed) * 0.02], method: method, mechanism: mechanism, size: size,
          seed: seed)
      }
    }
  }

  @Test func sizeIsJudgedUnderReinforcementAlone() throws {
    let rising = try verdict("C3", sizes([0.1, 0.5, 0.9]) + sizes([0.9, 0.5, 0.1], method: "sft"))
    #expect(rising.verdict == .supported && rising.reason.contains("over 3 sizes, 3 seeds"))
    #expect(evidence("final rate, normal 3m", of: rising)?.seeds == 3)
    #expect(try verdict("C3", sizes([0.9, 0.5, 0.1])).verdict == .contradicted)
    #expect(try verdict("C3", sizes([0.5, 0.1, 0.5])).verdict == .inconclusive)
    #expect(try verdict("C3", sizes([0.1, 0.5, 0.9], seeds: 1)).verdict == .inconclusive)
    for rows in [sizes([0.1, 0.5, 0.9], method: "adversarial-rl"), sizes([0.1])] {
      let missing = try verdict("C3", rows)
      #expect(missing.verdict == .notTested && missing.reason.contains("model.size"))
    }
  }

  @Test func oneMechanismAgainstTheTrendLeavesItOpen() throws {
    let agreeing = ["normal", "distilled", "chain-of-thought"].flatMap {
      sizes([0.1, 0.5, 0.9], mechanism: $0)
    }
    #expect(try verdict("C3", agreeing).verdict == .supported)
    let opposed = agreeing + sizes([0.9, 0.5, 0.1], mechanism: "no-instructions")
    let open = try verdict("C3", opposed)
    #expect(open.verdict == .inconclusive && open.reason.contains("no-instructions -"))
  }

  @Test func areasStandBesideFinalRates() throws {
    let areas = sizes([0.2, 0.4, 0.6]).filter { $0.step > 0 }.map { row in
      var row = row
      row.metric = "aupc"
      return row
    }
    let both = try verdict("C3", sizes([0.9, 0.5, 0.1]) + areas)
    #expect(both.verdict == .contradicted)
    #expect((evidence("rank correlation of area, normal", of: both)?.mean ?? 0) > 0.9)
  }

  // MARK: C4

  private func mechanisms(
    _ normal: Double, _ reasoning: Double, _ distilled: Double, size: String = "0.2m",
    seeds: UInt64 = 3, half: Double = 0.01, axes: [String: String] = [:]
  ) -> [ResultRow] {
    [("normal", normal), ("chain-of-thought", reasoning), ("distilled", distilled)].flatMap {
      curves([1, $1], seeds: seeds, half: half, mechanism: $0, size: size, axes: axes)
    }
  }

  @Test func mechanismsAreOrderedAtTheSmallestSize() throws {
    let larger = mechanisms(0.1, 0.5, 0.9, size: "3m")
    let paper = try verdict("C4", mechanisms(0.9, 0.23, 0.04) + larger)
    #expect(paper.verdict == .supported && paper.reason.contains("at 0.2m: normal − chain"))
    #expect(paper.reason.contains("in this order in 3 of 3 seeds (sign test p = 0.125)"))
    #expect(try verdict("C4", larger).verdict == .contradicted)
    #expect(try verdict("C4", mechanisms(0.9, 0.1, 0.3)).verdict == .contradicted)
    #expect(try verdict("C4", mechanisms(0.9, 0.2, 0.2)).verdict == .inconclusive)
  }

  @Test func theOrderNeedsAllThreeMechanisms() throws {
    let two = mechanisms(0.9, 0.2, 0.1).filter { $0.mechanism != "chain-of-thought" }
    let missing = try verdict("C4", two)
    #expect(missing.verdict == .notTested && missing.reason.contains("organism.mechanism"))
    #expect(evidence("final rate, normal − distilled", of: missing) != nil)
    let tuned = mechanisms(0.9, 0.2, 0.1).map { row in
      var row = row
      row.safetyMethod = "sft"
      return row
    }
    #expect(try verdict("C4", tuned).verdict == .notTested)
  }

  @Test func oneWideSeedDoesNotOrderMechanisms() throws {
    let rows = mechanisms(0.5, 0.4, 0.3, seeds: 1, half: 0.1)
    let open = try verdict("C4", rows)
    #expect(
      open.verdict == .inconclusive && open.reason.contains("1 of 1 seed (sign test p = 0.5)"))
  }

  @Test func theOrderIsJudgedWithThePapersLengths() throws {
    let rows =
      mechanisms(0.9, 0.5, 0.1, axes: ["behaviour.repeats.match": "paper"])
      + mechanisms(0.1, 0.5, 0.9, axes: ["behaviour.repeats.match": "length-matched"])
    #expect(try verdict("C4", rows).verdict == .supported)
  }

  // MARK: C7

  @Test func methodsAreComparedAtTheSmallerBudget() throws {
    let reinforced = curves([1, 0.9, 0.8], tokensPerStep: 200)
    let tuned = curves([1, 0.5, 0.1], method: "sft")
    let better = try verdict("C7", reinforced + tuned)
    #expect(better.verdict == .supported && better.reason.contains("at 8000 tokens"))
    #expect(better.reason.contains("3 matched comparisons, 3 seeds"))
    let rate = try #require(evidence("rate under rl, at 8000 tokens", of: better)?.mean)
    #expect(abs(rate - 0.9) < 1e-9)
    let between = try verdict("C7", curves([1, 0.8], tokensPerStep: 800) + tuned)
    let quarter = try #require(evidence("rate under rl, at 8000 tokens", of: between)?.mean)
    #expect(abs(quarter - 0.95) < 1e-9)
    let worse = try verdict("C7", curves([1, 0.2, 0.1]) + curves([1, 0.9, 0.9], method: "sft"))
    #expect(worse.verdict == .contradicted)
    #expect(
      try verdict("C7", curves([1, 0.5]) + curves([1, 0.5], method: "sft")).verdict == .inconclusive
    )
    #expect(try verdict("C7", tuned).verdict == .notTested)
  }

  @Test func aLearningRateThatTurnsTheAnswerLeavesItOpen() throws {
    let rate = "treatment.training.learning_rate"
    let reinforced = curves(
      [1, 0.7], axes: [rate: "0.0015", "treatment.rl.learning_rate": "1e-4"])
    let hot = curves(
      [1, 0], method: "sft", axes: [rate: "0.003", "treatment.rl.learning_rate": "5e-4"])
    let cold = curves(
      [1, 0.9], method: "sft", axes: [rate: "0.0001", "treatment.rl.learning_rate": "5e-4"])
    #expect(try verdict("C7", reinforced + hot).verdict == .supported)
    let both = try verdict("C7", reinforced + hot + cold)
    #expect(both.verdict == .inconclusive && both.reason.contains("turns with the settings"))
    let label = "rl − sft, rl learning_rate=1e-4 and sft learning_rate=0.0001, at 4000 tokens"
    #expect((evidence(label, of: both)?.mean ?? 0) < -0.1)
  }

  @Test func methodsAreComparedOnOneOrganismAndSeed() throws {
    let reinforced = curve([1, 0.9], mechanism: "chain-of-thought", seed: 1)
    let other = curve([1, 0.1], method: "sft", seed: 1)
    let seed = curve(
      [1, 0.1], method: "sft-pre-scratchpad", mechanism: "chain-of-thought", seed: 2)
    #expect(try verdict("C7", reinforced + other + seed).verdict == .notTested)
    let own = ["pre", "post"].flatMap {
      curve([1, 0.1], method: "sft-\($0)-scratchpad", mechanism: "chain-of-thought", seed: 1)
    }
    #expect(try verdict("C7", reinforced + own).reason.contains("2 matched comparisons, 1 seed"))
  }

  // MARK: C11

  private func areas(
    _ axis: String, _ values: [(String, Double)], half: Double = 0.01,
    axes: [String: String] = [:], method: String = "rl"
  ) -> [ResultRow] {
    values.flatMap { value, mean in
      (0..<3).map { seed in
        row(
          mean, half: half, seed: seed, method: method,
          axes: axes.merging([axis: value]) { $1 })
      }
    }
  }

  private let reference = "treatment.rl.reference"
  private let decay = "treatment.rl.weight_decay"

  @Test func regularisationMayNotSpeedRemoval() throws {
    let equal = try verdict("C11", areas(reference, [("organism", 0.7), ("base", 0.7)]))
    #expect(equal.verdict == .supported && equal.reason.contains("the areas' intervals overlap"))
    #expect(equal.reason.contains("doubled weight decay was not tested"))
    let faster = areas(reference, [("organism", 0.7), ("base", 0.4)])
    #expect(try verdict("C11", faster).verdict == .contradicted)
    let slower = areas(reference, [("organism", 0.4), ("base", 0.7)])
    #expect(try verdict("C11", slower).verdict == .supported)
    let wide = areas(reference, [("organism", 0.5), ("base", 0.45)], half: 0.3)
    #expect(try verdict("C11", wide).verdict == .inconclusive)
    let none = areas(reference, [("organism", 0.7), ("base", 0.7)], axes: ["treatment.rl.kl": "0"])
    #expect(try verdict("C11", none).verdict == .notTested)
    let adversarial = areas(
      reference, [("organism", 0.7), ("base", 0.7)], method: "adversarial-rl")
    #expect(try verdict("C11", adversarial).verdict == .notTested)
  }

  @Test func weightDecayIsComparedWithItsDouble() throws {
    let doubled = areas(decay, [("0.1", 0.7), ("0.2", 0.7), ("1", 0.1)])
    let fine = try verdict("C11", doubled)
    #expect(fine.verdict == .supported && fine.reason.contains("weight decay 0.2 − 0.1"))
    #expect(fine.reason.contains("the divergence penalty was not tested"))
    let tenfold = try verdict("C11", areas(decay, [("0.1", 0.7), ("1", 0.1)]))
    #expect(tenfold.verdict == .notTested && tenfold.reason.contains("a value and its double"))
    let reference = areas(
      reference, [("organism", 0.7), ("base", 0.4)], axes: [decay: "0.1"])
    #expect(
      try verdict("C11", reference + areas(decay, [("0.1", 0.7), ("0.2", 0.7)])).verdict
        == .contradicted)
  }
}
