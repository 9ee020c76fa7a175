import Evaluation
import Randomness
import Testing

/// Intervals: hand-computed values, what they must do, and what they cover.
@Suite struct StatisticsTests {
  private func clusters(_ seeds: [[Double?]]) -> Clusters {
    var clusters = Clusters()
    for seed in seeds {
      clusters.addSeed(seed.enumerated().map { (pair: "p\($0.offset)", value: $0.element) })
    }
    return clusters
  }

  private func isClose(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
    a.map { abs($0 - b) < tolerance } ?? false
  }

  @Test func wilsonAgreesWithItsFormula() {
    // 0 of n: z² / (n + z²). The others by R's prop.test(correct = FALSE).
    #expect(isClose(Wilson.interval(mean: 0, n: 100).upperBound, 0.036_993_498, 1e-6))
    #expect(Wilson.interval(mean: 0, n: 100).lowerBound == 0)
    #expect(Wilson.interval(mean: 1, n: 100).upperBound == 1)
    let half = Wilson.interval(mean: 0.5, n: 10)
    #expect(isClose(half.lowerBound, 0.236_593, 1e-5) && isClose(half.upperBound, 0.763_407, 1e-5))
    #expect(Wilson.interval(mean: 0, n: 189).upperBound < 0.02)
    #expect(Wilson.interval(mean: 0, n: 188).upperBound > 0.02)
  }

  @Test func countsWhatIsScoredAndWhatIsNot() {
    let estimate = Bootstrap().mean(of: clusters([[1, 0, nil, 1], [nil, 0, 1, 1]]))
    #expect(estimate.n == 6 && estimate.unscored == 2 && isClose(estimate.mean, 2.0 / 3))
    let none = Bootstrap().mean(of: clusters([[nil, nil]]))
    #expect(none == Estimate(mean: nil, lo95: nil, hi95: nil, n: 0, unscored: 2))
    #expect(Bootstrap().mean(of: Clusters()).mean == nil)
  }

  @Test func equalValuesDoNotLookCertain() {
    let none = Bootstrap().mean(of: clusters([Array(repeating: 0, count: 100)]))
    #expect(none.mean == 0 && none.lo95 == 0 && isClose(none.hi95, 0.036_993_498, 1e-6))
    let all = Bootstrap().mean(
      of: clusters(Array(repeating: Array(repeating: 1, count: 100), count: 3)))
    #expect(all.mean == 1 && all.hi95 == 1 && (all.lo95 ?? 0) > 0.98)
    let one = Bootstrap().mean(of: clusters([[1]]))
    #expect((one.lo95 ?? 1) < 0.3)
    let losses = Bootstrap().mean(of: clusters([[2.5, 2.5]]))
    #expect(losses.mean == 2.5 && losses.lo95 == nil && losses.hi95 == nil)
  }

  @Test func intervalOfABinomialIsAboutRight() {
    // 30 of 100: the percentile interval is near ±1.96 √(0.3 · 0.7 / 100) = ±0.0898.
    let values: [Double?] = (0..<100).map { $0 < 30 ? 1 : 0 }
    let estimate = Bootstrap().mean(of: clusters([values]))
    #expect(isClose(estimate.mean, 0.3) && isClose(estimate.lo95, 0.21, 0.012))
    #expect(isClose(estimate.hi95, 0.39, 0.012))
  }

  @Test func equalValuesGiveEqualIntervals() {
    let values: [[Double?]] = [[0, 1, 1, 0.5], [1, 0, 1, 1], [0, 0, 1, 1]]
    let bootstrap = Bootstrap()
    let first = bootstrap.mean(of: clusters(values))
    #expect(bootstrap.mean(of: clusters(values)) == first)
    #expect(Bootstrap().mean(of: clusters(values)) == first)
    #expect(Bootstrap(seed: 1).mean(of: clusters(values)) != first)
  }

  @Test func answersToOnePromptAreNotIndependent() {
    func width(_ pairs: [String]) -> Double {
      var clusters = Clusters()
      clusters.addSeed(pairs.enumerated().map { ($0.element, $0.offset % 20 < 10 ? 1 : 0) })
      let estimate = Bootstrap().mean(of: clusters)
      return (estimate.hi95 ?? 0) - (estimate.lo95 ?? 0)
    }
    let many = width((0..<200).map { "\($0)" })
    let few = width((0..<200).map { "\($0 % 20)" })
    #expect(few > 2.5 * many)
  }

  @Test func seedsThatDisagreeWidenTheInterval() {
    let half: [Double?] = (0..<100).map { $0 % 2 == 0 ? 1 : 0 }
    let agree = Bootstrap().mean(of: clusters([half, half, half]))
    let none: [Double?] = Array(repeating: 0, count: 100)
    let all: [Double?] = Array(repeating: 1, count: 100)
    let disagree = Bootstrap().mean(of: clusters([none, half, all]))
    #expect(isClose(agree.mean, 0.5) && isClose(disagree.mean, 0.5))
    #expect((disagree.hi95 ?? 0) - (disagree.lo95 ?? 0) > 0.7)
    #expect((agree.hi95 ?? 0) - (agree.lo95 ?? 0) < 0.2)
  }

  @Test func seedsWeighAlike() {
    let estimate = Bootstrap().mean(of: clusters([[1, 1, 1, 1, 1, 1], [0, 0]]))
    #expect(isClose(estimate.mean, 0.5))
  }

  /// With p = 0.4, 60 prompts and one seed, and with 8 seeds whose rates vary: 95 % intervals cover
  /// the truth in about 95 % of 400 draws (percentile intervals a little less often).
  @Test(arguments: [(1, 0.0), (8, 0.2)])
  func intervalsCoverTheTruth(_ seeds: Int, _ spread: Double) {
    var stream = RandomStream(seed: 7, "coverage", seeds)
    let bootstrap = Bootstrap(resamples: 500)
    let covered = (0..<400).count { _ in
      let values: [[Double?]] = (0..<seeds).map { _ in
        let rate = 0.4 + Double.random(in: -spread...spread, using: &stream)
        return (0..<60).map { _ in Double.random(in: 0..<1, using: &stream) < rate ? 1 : 0 }
      }
      let estimate = bootstrap.mean(of: clusters(values))
      return (estimate.lo95 ?? 1) <= 0.4 && (estimate.hi95 ?? 0) >= 0.4
    }
    #expect((0.87...0.985).contains(Double(covered) / 400), "\(covered) of 400")
  }

  @Test func aHundredPooledRatesTakeLittleTime() {
    let bootstrap = Bootstrap()
    let clock = ContinuousClock()
    let time = clock.measure {
      for row in 0..<100 {
        let values: [[Double?]] = (0..<3).map { seed in
          (0..<100).map { ($0 * 7 + row + seed) % 3 == 0 ? 1 : 0 }
        }
        _ = bootstrap.mean(of: clusters(values))
      }
    }
    #expect(time < .seconds(4))
  }

  @Test func pairedDifferencesUseWhatBothHave() {
    let a: Bootstrap.SeedValues = [("p", 1), ("q", 1), ("r", 0), ("s", 1), ("p", 0)]
    let b: Bootstrap.SeedValues = [("q", 0), ("p", 0), ("r", 0), ("t", 1)]
    let estimate = Bootstrap().difference(of: [a], and: [b])
    // p: 0.5 − 0, q: 1 − 0, r: 0 − 0; s and t stand alone.
    #expect(isClose(estimate.mean, 0.5) && estimate.n == 3 && estimate.unscored == 2)
    #expect(estimate.lo95 == 0 && estimate.hi95 == 1)
  }

  @Test func pairingTakesTheNoiseOfPromptsAway() {
    let a: Bootstrap.SeedValues = (0..<100).map { ("\($0)", $0 % 2 == 0 ? 1 : 0.1) }
    let b: Bootstrap.SeedValues = (0..<100).map { ("\($0)", $0 % 2 == 0 ? 0.9 : 0) }
    let estimate = Bootstrap().difference(of: [a], and: [b])
    #expect(isClose(estimate.mean, 0.1) && (estimate.lo95 ?? 0) > 0.05)
  }

  @Test func noDifferenceAtAllIsNotCertain() {
    let values: Bootstrap.SeedValues = (0..<50).map { ("\($0)", 1) }
    let estimate = Bootstrap().difference(of: [values], and: [values])
    #expect(estimate.mean == 0 && isClose(estimate.lo95, -(estimate.hi95 ?? 0)))
    #expect((estimate.hi95 ?? 0) > 0.05)
    let gone: Bootstrap.SeedValues = (0..<50).map { ("\($0)", 0) }
    let drop = Bootstrap().difference(of: [gone], and: [values])
    #expect(drop.mean == -1 && drop.lo95 == -1 && (drop.hi95 ?? 0) > -0.95)
    #expect(Bootstrap().difference(of: [[]], and: [[]]).mean == nil)
  }
}
