internal import Foundation

/// What the update of a step pulls towards: an advantage for each token of each answer, and for a
/// value head the return.
package struct PolicyTargets {
  /// [answer][token]; for `rloo` and `grpo` the same number at every token of an answer.
  package var advantages: [[Double]]
  /// [answer][token]; empty without a value head.
  package var returns: [[Double]] = []

  /// - Parameter coefficient: of the divergence, which `grpo` has in its loss instead.
  package init(
    _ rollouts: [Rollout], _ configuration: ReinforcementConfiguration, coefficient: Double
  ) {
    switch configuration.method {
    case .ppo:
      let estimates = rollouts.map { rollout in
        Advantages.generalised(
          rewards: Self.tokenRewards(rollout, coefficient), values: rollout.values.map(Double.init),
          discount: configuration.discount, smoothing: configuration.smoothing)
      }
      advantages = Advantages.whitened(estimates.map(\.advantages))
      returns = estimates.map(\.returns)
    case .rloo:
      let rewards = rollouts.map { $0.reward! - coefficient * $0.divergence }
      advantages = Self.spread(rollouts, rewards, Advantages.leaveOneOut)
    case .grpo:
      advantages = Self.spread(rollouts, rollouts.map { $0.reward! }, Advantages.groupRelative)
    }
  }

  /// The divergence of every token, and the answer's reward at its last.
  private static func tokenRewards(_ rollout: Rollout, _ coefficient: Double) -> [Double] {
    var rewards = zip(rollout.logProbs, rollout.reference).map {
      -coefficient * (Double($0) - Double($1))
    }
    rewards[rewards.count - 1] += rollout.reward!
    return rewards
  }

  /// The advantages of answers among those of their own group, at each of their tokens.
  private static func spread(
    _ rollouts: [Rollout], _ rewards: [Double], _ baseline: ([Double]) -> [Double]
  ) -> [[Double]] {
    var advantages = [Double](repeating: 0, count: rollouts.count)
    let groups = Dictionary(grouping: rollouts.indices) { rollouts[$0].group }
    for members in groups.values {
      for (member, advantage) in zip(members, baseline(members.map { rewards[$0] })) {
        advantages[member] = advantage
      }
    }
    return zip(rollouts, advantages).map { Array(repeating: $1, count: $0.tokenCount) }
  }
}
