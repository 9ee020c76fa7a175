internal import Evaluation

extension Estimate {
  /// The share of what holds, with Wilson's interval.
  static func rate(_ holds: [Bool]) -> Estimate {
    guard !holds.isEmpty else { return Estimate(mean: nil, lo95: nil, hi95: nil, n: 0) }
    let mean = Double(holds.count { $0 }) / Double(holds.count)
    let interval = Wilson.interval(mean: mean, n: holds.count)
    return Estimate(
      mean: mean, lo95: interval.lowerBound, hi95: interval.upperBound, n: holds.count)
  }

  /// The mean share over groups, with a bootstrap interval that resamples groups and then their
  /// members: n counts members.
  static func rate(ofGroups groups: [[Bool]]) -> Estimate {
    var clusters = Clusters()
    for group in groups {
      clusters.addSeed(group.enumerated().map { (pair: "\($0)", value: $1 ? 1.0 : 0.0) })
    }
    return Bootstrap().mean(of: clusters)
  }
}
