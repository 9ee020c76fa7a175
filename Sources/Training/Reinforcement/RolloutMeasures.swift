internal import Foundation

/// What the answers of a step tell before the update, for the log and the guards.
struct RolloutMeasures {
  /// Mean nats an answer.
  let divergence: Double
  /// The share of answers that did not end by themselves.
  let cutOff: Double
  let repetition: Double
  /// The largest difference between sampler and trainer at a token, in nats.
  let disagreement: Double
  /// Under the names of TRL's trainers where they have one. `kl` is the mean of
  /// `log π − log π_ref` over all tokens of all answers, as its RLOO trainer's; `objective/kl` the
  /// mean over answers of the sum over their tokens, as its PPO trainer's.
  let values: [String: Double]

  init(_ rollouts: [Rollout]) {
    let count = Double(rollouts.count)
    func mean(_ value: (Rollout) -> Double) -> Double {
      rollouts.reduce(0) { $0 + value($1) } / count
    }
    divergence = mean(\.divergence)
    cutOff = mean { $0.isComplete ? 0 : 1 }
    repetition = mean(\.repetition)
    disagreement = rollouts.reduce(0) { largest, rollout in
      zip(rollout.sampledLogProbs, rollout.logProbs).reduce(largest) {
        max($0, abs(Double($1.0) - Double($1.1)))
      }
    }
    let tokens = rollouts.reduce(0) { $0 + $1.tokenCount }
    let surprise = rollouts.reduce(0) { $0 - $1.logProbs.reduce(0) { $0 + Double($1) } }
    var values = [
      "kl": divergence * count / Double(tokens), "objective/kl": divergence,
      "entropy": surprise / Double(tokens),
      "completions/mean_length": mean { Double($0.tokenCount) },
      "completions/clipped_ratio": cutOff, "completions/repetition": repetition,
      "completions/unscored": Double(rollouts.count { $0.reward == nil }),
      "sampling/logp_difference_max": disagreement,
    ]
    values.merge(Self.rewards(rollouts)) { $1 }
    values["explained_variance"] = Self.explainedVariance(rollouts)
    self.values = values
  }

  func check(_ guards: CollapseGuards) throws {
    try guards.check(divergence: divergence, cutOff: cutOff, repetition: repetition)
  }

  private static func rewards(_ rollouts: [Rollout]) -> [String: Double] {
    let rewards = rollouts.compactMap(\.reward)
    let mean = rewards.reduce(0, +) / Double(rewards.count)
    let squares = rewards.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let groups = Dictionary(grouping: rollouts.filter { $0.reward != nil }, by: \.group)
    let flat = groups.values.count { group in group.allSatisfy { $0.reward == group[0].reward } }
    return [
      "reward": mean,
      "reward_std": rewards.count > 1 ? (squares / Double(rewards.count - 1)).squareRoot() : 0,
      "frac_reward_zero_std": Double(flat) / Double(groups.count),
    ]
  }

  /// `1 − var(r − V) / var(r)` of the answers' rewards and the value before their first token; nil
  /// without a value head or without variance.
  private static func explainedVariance(_ rollouts: [Rollout]) -> Double? {
    let pairs = rollouts.compactMap { rollout -> (Double, Double)? in
      guard let reward = rollout.reward, let value = rollout.values.first else { return nil }
      return (reward, Double(value))
    }
    func variance(_ numbers: [Double]) -> Double {
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    let all = variance(pairs.map(\.0))
    return pairs.isEmpty || all == 0 ? nil : 1 - variance(pairs.map { $0.0 - $0.1 }) / all
  }
}
