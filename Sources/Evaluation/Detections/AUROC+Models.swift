internal import Randomness

extension AUROC {
  /// The scores of one family of models, which share a base.
  struct Family: Sendable, Equatable {
    var positives: [Double] = []
    var negatives: [Double] = []
  }

  /// The area over models of several families: all positives against all negatives. The interval is
  /// a percentile bootstrap in two levels: families with replacement, then within each drawn one
  /// its positives and its negatives apart.
  ///
  /// Where resampling shows no spread, as with all positives above all negatives, the interval is
  /// Wilson's with the smaller number of models of a side as n.
  ///
  /// - Returns: nil without positives or without negatives.
  init?(families: [Family], resamples: Int = 2000) {
    let all = Self.merged(families)
    guard let area = AUROC.value(positives: all.positives, negatives: all.negatives) else {
      return nil
    }
    var draw = IndexDraw(
      RandomStream(seed: 0, "auroc-models", all.positives.count, all.negatives.count))
    let resampled = (0..<resamples).compactMap { _ in
      let drawn = families.map { _ in
        families[draw.index(below: families.count)].resampled(&draw)
      }
      let merged = Self.merged(drawn)
      return AUROC.value(positives: merged.positives, negatives: merged.negatives)
    }
    var interval = Quantiles.interval95(of: resampled)
    if interval.lowerBound == interval.upperBound {
      interval = Wilson.interval(
        mean: area, n: min(all.positives.count, all.negatives.count))
    }
    self.init(
      value: area, lo95: min(area, interval.lowerBound), hi95: max(area, interval.upperBound),
      positives: all.positives.count, negatives: all.negatives.count)
  }

  private static func merged(_ families: [Family]) -> Family {
    Family(
      positives: families.flatMap(\.positives), negatives: families.flatMap(\.negatives))
  }
}

extension AUROC.Family {
  fileprivate func resampled(_ draw: inout IndexDraw) -> Self {
    func drawn(_ values: [Double]) -> [Double] {
      values.map { _ in values[draw.index(below: values.count)] }
    }
    return Self(positives: drawn(positives), negatives: drawn(negatives))
  }
}
