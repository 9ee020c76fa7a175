/// How much better an answer, or a token of it, is than was to be expected. All in plain numbers.
public enum Advantages {
  /// REINFORCE leave-one-out: each reward less the mean of the others of its group (Ahmadian et al.
  /// 2024, arXiv 2402.14740 eq. 6). A group of fewer than two has no baseline, and gives zeros.
  public static func leaveOneOut(_ rewards: [Double]) -> [Double] {
    guard rewards.count > 1 else { return rewards.map { _ in 0 } }
    let sum = rewards.reduce(0, +)
    return rewards.map { $0 - (sum - $0) / Double(rewards.count - 1) }
  }

  /// Group-relative: `(r − mean) / (s + 1e-4)` with the sample deviation s, as TRL's GRPO trainer
  /// (Shao et al. 2024, arXiv 2402.03300 §4.1.2).
  public static func groupRelative(_ rewards: [Double]) -> [Double] {
    guard rewards.count > 1 else { return rewards.map { _ in 0 } }
    let mean = rewards.reduce(0, +) / Double(rewards.count)
    let squares = rewards.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(rewards.count - 1)).squareRoot()
    return rewards.map { ($0 - mean) / (deviation + 1e-4) }
  }

  /// Generalised advantage estimation (Schulman et al. 2016, arXiv 1506.02438 eq. 16) over the
  /// tokens of one answer, after whose last token nothing is to come:
  /// `δₜ = rₜ + γ·Vₜ₊₁ − Vₜ`, `Aₜ = δₜ + γλ·Aₜ₊₁`; the return is `Aₜ + Vₜ`.
  public static func generalised(
    rewards: [Double], values: [Double], discount: Double, smoothing: Double
  ) -> (advantages: [Double], returns: [Double]) {
    var advantages = [Double](repeating: 0, count: rewards.count)
    var next = (advantage: 0.0, value: 0.0)
    for t in rewards.indices.reversed() {
      let surprise = rewards[t] + discount * next.value - values[t]
      advantages[t] = surprise + discount * smoothing * next.advantage
      next = (advantages[t], values[t])
    }
    return (advantages, zip(advantages, values).map { $0 + $1 })
  }

  /// To mean 0 and variance 1 over all tokens of a step (1e-8 is added to the variance).
  public static func whitened(_ advantages: [[Double]]) -> [[Double]] {
    let all = advantages.flatMap(\.self)
    guard all.count > 1 else { return advantages }
    let mean = all.reduce(0, +) / Double(all.count)
    let squares = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let scale = 1 / (squares / Double(all.count - 1) + 1e-8).squareRoot()
    return advantages.map { $0.map { ($0 - mean) * scale } }
  }
}
