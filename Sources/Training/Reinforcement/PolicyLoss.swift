internal import Foundation

/// The losses of a policy and of its value function in plain numbers, each with its slope: the
/// derivative by the log-probability of the token that was drawn, or by the value.
public enum PolicyLoss {
  public struct Term: Sendable, Equatable {
    public var loss: Double
    public var slope: Double
    /// Whether the bound was active, so that nothing is learnt.
    public var isClipped: Bool
  }

  /// The clipped objective (Schulman et al. 2017, arXiv 1707.06347 eq. 7):
  /// `−min(ρA, clip(ρ, 1 ± ε)·A)` with `ρ = exp(log π − log π_old)`.
  ///
  /// - Parameter logRatio: `log π − log π_old`, of a token or summed over an answer.
  public static func clipped(logRatio: Double, advantage: Double, range: Double) -> Term {
    let ratio = exp(logRatio)
    let bounded = min(max(ratio, 1 - range), 1 + range)
    let isClipped = bounded * advantage < ratio * advantage
    return Term(
      loss: -(isClipped ? bounded : ratio) * advantage, slope: isClipped ? 0 : -ratio * advantage,
      isClipped: isClipped)
  }

  /// `k₃ = exp(d) − d − 1` with `d = log π_ref − log π`: an unbiased estimate of the divergence that
  /// is never negative.
  public static func divergence(logProb: Double, reference: Double) -> Term {
    let difference = reference - logProb
    return Term(
      loss: exp(difference) - difference - 1, slope: 1 - exp(difference), isClipped: false)
  }

  /// `½·max((V − R)², (clip(V, V_old ± ε) − R)²)`, as in the implementations of PPO.
  public static func value(_ value: Double, old: Double, target: Double, range: Double) -> Term {
    let bounded = min(max(value, old - range), old + range)
    let (free, held) = (value - target, bounded - target)
    let isClipped = held * held > free * free
    return Term(
      loss: 0.5 * max(free * free, held * held),
      slope: isClipped ? 0 : free, isClipped: isClipped)
  }
}
