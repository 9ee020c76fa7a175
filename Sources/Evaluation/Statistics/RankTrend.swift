internal import Foundation
internal import Randomness

/// Whether something rises with something else, such as persistence with the number of parameters.
public struct RankTrend: Sendable {
  /// What was measured at each value of `x`: one number a replicate, such as a seed.
  public struct Level: Sendable, Equatable {
    public var x: Double
    /// In one order of replicates for all levels and groups.
    public var values: [Double]

    public init(x: Double, values: [Double]) {
      self.x = x
      self.values = values
    }
  }

  /// The levels of each group; a correlation is taken within a group, then averaged over groups.
  private let groups: [[Level]]

  /// Levels without values and groups with fewer than two levels are left out.
  public init(_ groups: [[Level]]) {
    self.groups = groups.map { $0.filter { !$0.values.isEmpty } }.filter { $0.count > 1 }
  }

  /// The mean over groups of Spearman's correlation, with a percentile interval from resampling the
  /// replicates within each level: the same draw for all groups, since groups share replicates. A
  /// group whose values are all the same shows no trend: 0.
  ///
  /// Where resampling has no spread, as with one replicate a level, the interval is that of
  /// Fisher's transform with the variance of Bonett & Wright (2000), `(1 + ρ²/2) / (n − 3)`, for
  /// the points of one group, and −1 to 1 with three points or fewer.
  ///
  /// - Returns: nil where no group has two levels. `n` counts all points.
  public func estimate(resamples: Int = 2000, seed: UInt64 = 0) -> Estimate? {
    guard !groups.isEmpty else { return nil }
    let sizes = groups.map { $0.reduce(0) { $0 + $1.values.count } }
    let mean = correlation { $0.values }
    var stream = RandomStream(seed: seed, "rank-trend", sizes.reduce(0, +))
    let resampled = (0..<resamples).map { _ in resample(using: &stream) }
    var interval = Quantiles.interval95(of: resampled)
    if interval.lowerBound == interval.upperBound {
      interval = Self.fisher(mean, n: sizes.max() ?? 0)
    }
    return Estimate(mean: mean, interval: interval, n: sizes.reduce(0, +), unscored: 0)
  }

  private func resample(using stream: inout RandomStream) -> Double {
    var draws: [Double: [Double]] = [:]
    for level in groups.joined() {
      while draws[level.x, default: []].count < level.values.count {
        draws[level.x, default: []].append(Double.random(in: 0..<1, using: &stream))
      }
    }
    return correlation { level in
      let count = Double(level.values.count)
      return zip(level.values, draws[level.x] ?? []).map { level.values[Int($0.1 * count)] }
    }
  }

  private func correlation(_ values: (Level) -> [Double]) -> Double {
    let sum = groups.reduce(0.0) { sum, levels in
      let drawn = levels.map { (x: $0.x, values: values($0)) }
      let x = drawn.flatMap { level in level.values.map { _ in level.x } }
      return sum + (RankCorrelation.spearman(x, drawn.flatMap(\.values)) ?? 0)
    }
    return sum / Double(groups.count)
  }

  private static func fisher(_ rho: Double, n: Int) -> ClosedRange<Double> {
    guard n > 3 else { return -1...1 }
    let bounded = max(-0.999, min(0.999, rho))
    let half = Wilson.z * ((1 + bounded * bounded / 2) / Double(n - 3)).squareRoot()
    return min(rho, tanh(atanh(bounded) - half))...max(rho, tanh(atanh(bounded) + half))
  }
}
