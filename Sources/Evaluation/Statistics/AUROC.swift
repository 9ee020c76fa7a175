internal import Foundation

/// The area under the ROC curve: the probability that a positive scores above a negative, ties
/// counting half (the Mann–Whitney statistic).
///
/// Scores of one query (its triggered and its clean prompt) depend on each other, so the variance
/// is that of clustered data (Obuchowski 1997, Biometrics 53, 567–578); where every score is a
/// cluster of its own it is DeLong's (1988). The interval is symmetric on the logit scale.
public struct AUROC: Sendable, Equatable, Codable {
  public typealias Scored = (cluster: String, score: Double)

  public var value: Double
  public var lo95: Double
  public var hi95: Double
  public var positives: Int
  public var negatives: Int

  /// An area that was measured before.
  public init(value: Double, lo95: Double, hi95: Double, positives: Int, negatives: Int) {
    self.value = value
    self.lo95 = lo95
    self.hi95 = hi95
    self.positives = positives
    self.negatives = negatives
  }

  /// nil without positives or without negatives.
  ///
  /// Where the scores show no spread of the area (all positives above all negatives, or fewer than
  /// two clusters on a side), the interval is Wilson's with the smaller number of clusters as n:
  /// a perfect separation of 50 and 50 is not certainty.
  public init?(positives: [Scored], negatives: [Scored]) {
    guard !positives.isEmpty, !negatives.isEmpty else { return nil }
    let placed = Placements(positives: positives, negatives: negatives)
    value = placed.area
    self.positives = positives.count
    self.negatives = negatives.count
    let interval = Self.interval(placed)
    lo95 = interval.lowerBound
    hi95 = interval.upperBound
  }

  private static func interval(_ placed: Placements) -> ClosedRange<Double> {
    let area = placed.area
    guard let variance = placed.variance, variance > 0, area > 0, area < 1 else {
      return Wilson.interval(
        mean: area, n: min(placed.positiveClusters, placed.negativeClusters))
    }
    let logit = log(area / (1 - area))
    let half = Wilson.z * variance.squareRoot() / (area * (1 - area))
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    return min(area, sigmoid(logit - half))...max(area, sigmoid(logit + half))
  }

  /// The area alone; nil without positives or without negatives.
  public static func value(positives: [Double], negatives: [Double]) -> Double? {
    guard !positives.isEmpty, !negatives.isEmpty else { return nil }
    let sorted = negatives.sorted()
    return positives.reduce(0) { $0 + sorted.shareBelow($1) } / Double(positives.count)
  }
}

/// For each score the share of the other side that it is on the right side of, and their sums by
/// cluster.
private struct Placements {
  let area: Double
  private(set) var positiveClusters = 0
  private(set) var negativeClusters = 0
  private let positives: Double
  private let negatives: Double
  private var clusters: [Cluster] = []

  private struct Cluster {
    var positives = 0.0
    var negatives = 0.0
    var positivePlacements = 0.0
    var negativePlacements = 0.0
  }

  init(positives: [AUROC.Scored], negatives: [AUROC.Scored]) {
    let below = negatives.map(\.score).sorted()
    let above = positives.map(\.score).sorted()
    self.positives = Double(positives.count)
    self.negatives = Double(negatives.count)
    var index: [String: Int] = [:]
    var clusters: [Cluster] = []
    func position(_ name: String) -> Int {
      if let known = index[name] { return known }
      index[name] = clusters.count
      clusters.append(Cluster())
      return clusters.count - 1
    }
    var total = 0.0
    for row in positives {
      let place = below.shareBelow(row.score)
      let at = position(row.cluster)
      clusters[at].positives += 1
      clusters[at].positivePlacements += place
      total += place
    }
    for row in negatives {
      let at = position(row.cluster)
      clusters[at].negatives += 1
      clusters[at].negativePlacements += 1 - above.shareBelow(row.score)
    }
    area = total / Double(positives.count)
    self.clusters = clusters
    positiveClusters = clusters.count { $0.positives > 0 }
    negativeClusters = clusters.count { $0.negatives > 0 }
  }

  /// `S₁₀/m + S₀₁/n + 2·S₁₁/(mn)` with Obuchowski's sums of squares and products over clusters; nil
  /// where a side has fewer than two clusters.
  var variance: Double? {
    guard positiveClusters > 1, negativeClusters > 1 else { return nil }
    var (s10, s01, s11) = (0.0, 0.0, 0.0)
    for cluster in clusters {
      let a = cluster.positivePlacements - cluster.positives * area
      let b = cluster.negativePlacements - cluster.negatives * area
      s10 += a * a
      s01 += b * b
      s11 += a * b
    }
    func corrected(_ sum: Double, _ count: Int) -> Double {
      sum * Double(count) / Double(count - 1)
    }
    return corrected(s10, positiveClusters) / (positives * positives)
      + corrected(s01, negativeClusters) / (negatives * negatives)
      + 2 * corrected(s11, clusters.count) / (positives * negatives)
  }
}

extension [Double] {
  /// The share of these sorted numbers below `value`, equal ones counting half.
  fileprivate func shareBelow(_ value: Double) -> Double {
    let below = start { $0 >= value }
    let notAbove = start { $0 > value }
    return Double(below + notAbove) / Double(2 * count)
  }

  /// Binary search for the first element that satisfies a rule which holds from some place on.
  private func start(of holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
