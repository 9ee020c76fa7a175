/// Quantiles of a sample, with linear interpolation between order statistics (type 7 of Hyndman &
/// Fan 1996, the default of R and NumPy).
package enum Quantiles {
  package static func interval95(of values: [Double]) -> ClosedRange<Double> {
    let sorted = values.sorted()
    let low = quantile(0.025, ofSorted: sorted)
    return low...max(low, quantile(0.975, ofSorted: sorted))
  }

  /// - Precondition: `sorted` is not empty.
  package static func quantile(_ q: Double, ofSorted sorted: [Double]) -> Double {
    let position = q * Double(sorted.count - 1)
    let below = Int(position)
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    let share = position - Double(below)
    return sorted[below] * (1 - share) + sorted[below + 1] * share
  }
}
