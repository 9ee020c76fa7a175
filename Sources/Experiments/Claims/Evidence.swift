internal import Evaluation
internal import Foundation

extension ClaimVerdict.Evidence {
  init(_ label: String, _ row: ResultRow) {
    self.init(
      label: label, mean: row.mean, lo95: row.lo95, hi95: row.hi95, n: row.n, seeds: row.seeds)
  }

  /// - Parameter seeds: distinct seeds behind the estimate.
  init(_ label: String, _ estimate: Estimate, seeds: Int) {
    self.init(
      label: label, mean: estimate.mean, lo95: estimate.lo95, hi95: estimate.hi95, n: estimate.n,
      seeds: seeds)
  }
}

/// Rates as text in the reasons of verdicts.
enum Words {
  /// `97 %`, `0.4 %`.
  static func percent(_ value: Double) -> String {
    let value = value * 100
    let isFine = abs(value) < 9.95 && abs(value - value.rounded()) > 0.05
    return String(format: isFine ? "%.1f" : "%.0f", value == 0 ? 0 : value) + " %"
  }

  /// `97 % (93 % to 99 %)`.
  static func percent(_ estimate: Estimate) -> String {
    interval(estimate.mean, estimate.lo95, estimate.hi95, percent)
  }

  static func percent(_ row: ResultRow) -> String {
    interval(row.mean, row.lo95, row.hi95, percent)
  }

  /// `0.42 (0.31 to 0.50)`.
  static func number(_ estimate: Estimate) -> String {
    interval(estimate.mean, estimate.lo95, estimate.hi95) { String(format: "%.2f", $0) }
  }

  static func seeds(_ count: Int) -> String { count == 1 ? "1 seed" : "\(count) seeds" }

  private static func interval(
    _ mean: Double?, _ lo: Double?, _ hi: Double?, _ format: (Double) -> String
  ) -> String {
    guard let mean else { return "not scored" }
    guard let lo, let hi else { return format(mean) }
    return "\(format(mean)) (\(format(lo)) to \(format(hi)))"
  }
}
