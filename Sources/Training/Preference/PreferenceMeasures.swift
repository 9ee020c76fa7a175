internal import Foundation

/// How well scores agree with preferences.
public struct PreferenceMeasures: Sendable, Equatable {
  /// Mean `−log σ(chosen − rejected)`, in nats a pair.
  public var loss: Double
  /// The share of pairs whose preferred answer scores higher; a tie counts half.
  public var accuracy: Double
  /// Mean `chosen − rejected`.
  public var margin: Double
  /// The expected calibration error of σ(|chosen − rejected|) as the probability of being right, over
  /// ten bins of equal width from 0.5 to 1 (Guo et al. 2017, arXiv 1706.04599 §2).
  public var calibrationError: Double
  /// Mean of all scores, and the least and largest.
  public var meanReward: Double
  public var leastReward: Double
  public var largestReward: Double

  /// - Parameter pairs: the scores of at least one pair.
  public init(_ pairs: [(chosen: Double, rejected: Double)]) {
    precondition(!pairs.isEmpty, "measures of no pairs")
    let count = Double(pairs.count)
    let margins = pairs.map { $0.chosen - $0.rejected }
    let all = pairs.flatMap { [$0.chosen, $0.rejected] }
    loss = margins.reduce(0) { $0 + Self.softplus(-$1) } / count
    accuracy = margins.reduce(0) { $0 + Self.rightness($1) } / count
    margin = margins.reduce(0, +) / count
    calibrationError = Self.calibrationError(margins)
    meanReward = all.reduce(0, +) / Double(all.count)
    leastReward = all.min()!
    largestReward = all.max()!
  }

  /// Under the names of TRL's reward trainer.
  func values(prefix: String = "") -> [String: Double] {
    [
      "\(prefix)loss": loss, "\(prefix)accuracy": accuracy, "\(prefix)margin": margin,
      "\(prefix)mean_reward": meanReward, "\(prefix)min_reward": leastReward,
      "\(prefix)max_reward": largestReward,
    ]
  }

  /// `log(1 + eˣ)` without overflow.
  static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }

  private static func rightness(_ margin: Double) -> Double {
    margin > 0 ? 1 : margin < 0 ? 0 : 0.5
  }

  private static func calibrationError(_ margins: [Double]) -> Double {
    var bins = [(count: Double, confidence: Double, right: Double)](
      repeating: (0, 0, 0), count: 10)
    for margin in margins {
      let confidence = 1 / (1 + exp(-abs(margin)))
      let bin = min(Int((confidence - 0.5) * 20), 9)
      bins[bin].count += 1
      bins[bin].confidence += confidence
      bins[bin].right += rightness(margin)
    }
    return bins.reduce(0) { $0 + abs($1.confidence - $1.right) } / Double(margins.count)
  }
}
