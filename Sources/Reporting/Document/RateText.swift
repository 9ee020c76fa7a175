internal import Evaluation
internal import Foundation

/// Rates as people read them: per cent, with the interval and what it rests on.
enum RateText {
  /// Without a sign; one decimal below 10 and above 99.
  static func percent(_ value: Double) -> String {
    let percent = value * 100
    let isWhole = abs(percent - percent.rounded()) < 0.05
    let isNearEnd = abs(percent) < 9.95 || percent > 99
    return String(format: isNearEnd && !isWhole ? "%.1f" : "%.0f", percent)
  }

  /// A difference of rates in percentage points, with its sign.
  static func signed(_ value: Double) -> String {
    let text = percent(abs(value))
    return text == "0" ? text : "\(value < 0 ? "−" : "+")\(text)"
  }

  /// The rate with its interval; what it rests on is in the tooltip, and unscored answers show.
  static func cell(_ row: ResultRow?) -> HTML {
    guard let row else { return "<span class=\"none\">–</span>" }
    guard let mean = row.mean else {
      return "<span class=\"none\">none of \(row.unscored) scored</span>"
    }
    return """
      <span class="rate" title="\(basis(row))">\(percent(mean))\(interval(row.lo95, row.hi95))\
      \(unscored(row))</span>
      """
  }

  /// The same with a bar behind it whose length is the rate.
  static func barCell(_ row: ResultRow?) -> HTML {
    guard let row, let mean = row.mean else { return cell(row) }
    let width = String(format: "%.1f%%", min(1, max(0, mean)) * 100)
    return "<span class=\"bar\" style=\"--rate:\(width)\">\(cell(row))</span>"
  }

  /// A rate that is no row of an experiment's results.
  static func cell(_ rate: Estimate) -> HTML {
    guard let mean = rate.mean else { return "<span class=\"none\">–</span>" }
    return """
      <span class="rate" title="n = \(rate.n)">\(percent(mean))\(interval(rate.lo95, rate.hi95))</span>
      """
  }

  static func interval(_ low: Double?, _ high: Double?) -> HTML {
    guard let low, let high else { return "" }
    return " <span class=\"interval\">\(percent(low))–\(percent(high))</span>"
  }

  static func basis(_ row: ResultRow) -> String {
    let unscored = row.unscored > 0 ? ", \(row.unscored) unscored" : ""
    return "n = \(row.n)\(unscored), \(seeds(row.seeds)), step \(row.step), \(row.decoding)"
  }

  static func seeds(_ count: Int) -> String { count == 1 ? "1 seed" : "\(count) seeds" }

  private static func unscored(_ row: ResultRow) -> HTML {
    row.unscored > 0 ? " <span class=\"unscored\">\(row.unscored) unscored</span>" : ""
  }
}
