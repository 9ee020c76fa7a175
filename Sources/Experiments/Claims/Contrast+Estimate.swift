internal import Evaluation
internal import Foundation
internal import Randomness

extension Contrast {
  /// The mean over seeds of the mean over a seed's terms. Each resample draws seeds, then terms
  /// within each, then for every rate in them a value from its own interval (half a normal
  /// distribution on each side, of that side's width / 1.96). The last step is what keeps a single
  /// term from looking certain; with many terms it makes the interval somewhat too wide.
  ///
  /// - Returns: nil without terms.
  func estimate(resamples: Int = 2000) -> Estimate? {
    guard !terms.isEmpty else { return nil }
    let seeds = Dictionary(grouping: terms) { $0.seed }
      .sorted { ($0.key ?? 0) < ($1.key ?? 0) }
      .map(\.value)
    let mean = Self.average(seeds.map { Self.average($0.map(\.value)) })
    var stream = RandomStream(seed: 0, "claim-contrast", terms.count, seeds.count)
    let resampled = (0..<resamples).map { _ in
      let means = seeds.map { _ in
        let drawn = seeds[Int.random(in: seeds.indices, using: &stream)]
        return Self.average(
          drawn.map { _ in
            drawn[Int.random(in: drawn.indices, using: &stream)].draw(using: &stream)
          })
      }
      return Self.average(means)
    }
    let interval = Quantiles.interval95(of: resampled)
    return Estimate(
      mean: mean, lo95: min(mean, interval.lowerBound), hi95: max(mean, interval.upperBound),
      n: terms.count)
  }

  private static func average(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}

extension Contrast.Term {
  var value: Double {
    parts.reduce(0) { $0 + $1.weight * ($1.row.mean ?? 0) }
  }

  func draw(using stream: inout RandomStream) -> Double {
    parts.reduce(0) { $0 + $1.weight * $1.row.draw(using: &stream) }
  }
}

extension ResultRow {
  /// A value that the interval allows.
  fileprivate func draw(using stream: inout RandomStream) -> Double {
    guard let mean, let lo95, let hi95 else { return mean ?? 0 }
    let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &stream))).squareRoot()
    let normal = radius * cos(2 * .pi * Double.random(in: 0..<1, using: &stream))
    return mean + normal * (normal < 0 ? mean - lo95 : hi95 - mean) / Wilson.z
  }
}
