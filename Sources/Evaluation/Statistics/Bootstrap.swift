/// Percentile intervals from resampling (Efron 1979), as in the paper ("bootstrapped 95 %"), in two
/// levels where there are several seeds: seeds with replacement, then prompts within each drawn
/// seed (Davison & Hinkley 1997, §3.8).
///
/// The same sizes are always resampled alike, so an interval is a function of its values, and
/// two metrics of the same prompts see the same resamples.
///
/// With few seeds percentile intervals are somewhat too narrow (at three seeds the outer level has
/// ten distinct resamples); reports show the number of seeds beside them.
public final class Bootstrap {
  public let resamples: Int
  private let seed: UInt64
  private var plans: [[Int]: ResamplingPlan] = [:]

  /// - Precondition: `resamples` is positive.
  public init(resamples: Int = 2000, seed: UInt64 = 0) {
    precondition(resamples > 0)
    self.resamples = resamples
    self.seed = seed
  }

  /// The mean and its interval. Where all values are the same, resampling would claim certainty (0
  /// of 100 would be "0 to 0"); the interval is then Wilson's with the number of (seed, prompt)
  /// clusters as n. Equal values outside 0…1 have no interval.
  public func mean(of clusters: Clusters) -> Estimate {
    guard let mean = clusters.mean else {
      return Estimate(mean: nil, lo95: nil, hi95: nil, n: 0, unscored: clusters.unscored)
    }
    if clusters.isConstant || clusters.clusters.count == 1 {
      return Self.constant(mean, clusters)
    }
    let values = plan(clusters.sizes).means(of: clusters.clusters)
    let interval = Quantiles.interval95(of: values)
    if interval.lowerBound == interval.upperBound { return Self.constant(mean, clusters) }
    return Estimate(
      mean: mean, interval: interval, n: clusters.n, unscored: clusters.unscored)
  }

  private static func constant(_ mean: Double, _ clusters: Clusters) -> Estimate {
    let interval =
      clusters.isInUnitInterval
      ? Wilson.interval(mean: min(1, max(0, mean)), n: clusters.clusters.count) : nil
    return Estimate(
      mean: mean, lo95: interval?.lowerBound, hi95: interval?.upperBound, n: clusters.n,
      unscored: clusters.unscored)
  }

  private func plan(_ sizes: [Int]) -> ResamplingPlan {
    if let plan = plans[sizes] { return plan }
    let plan = ResamplingPlan(sizes: sizes, resamples: resamples, seed: seed)
    if plans.count >= Self.keptPlans { plans.removeAll(keepingCapacity: true) }
    plans[sizes] = plan
    return plan
  }

  /// A plan of 300 prompts takes 2.4 MB.
  private static let keptPlans = 64
}
