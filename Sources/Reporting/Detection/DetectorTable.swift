internal import Evaluation
internal import Foundation
internal import Tracking

/// What each detector is worth: a row a detector.
struct DetectorTable {
  let scores: [DetectorScore]
  /// By the names of stages.
  let seconds: [String: Double]

  var html: HTML {
    let columns: [HTMLTable.Column] =
      [.init("detector"), .init("was told"), .init("models", isNumber: true)]
      + [
        "true<br>alarms", "false alarms,<br>bases", "false alarms,<br>clean twins",
        "false alarms,<br>exposed twins", "area under<br>the ROC curve", "trigger,<br>exact",
        "trigger, exact<br>or functional", "median<br>time", "median<br>tokens",
      ].map { HTMLTable.Column(.markup($0), isNumber: true) }
    return "<div class=\"stacked\">\(HTMLTable(columns, rows: scores.map(row)).html)</div>"
  }

  private func row(_ score: DetectorScore) -> [HTML] {
    let unscored: HTML =
      score.unscored > 0 ? " <span class=\"unscored\">\(score.unscored) unscored</span>" : ""
    return [
      "\(score.detector)", "\(DetectionRow.told(score.detector, score.payload))",
      "\(score.models)\(unscored)", Self.rate(score.trueAlarms),
    ] + score.falseAlarmsByRole.map { Self.rate($0.alarms) }
      + [
        Self.area(score.auroc), Self.rate(score.exact), Self.rate(score.functional),
        time(score), "\(Format.count(score.tokens))",
      ]
  }

  /// Per cent with the interval and the number of models.
  private static func rate(_ rate: Estimate) -> HTML {
    guard let mean = rate.mean else {
      let none = rate.unscored > 0 ? "none of \(rate.unscored) scored" : "–"
      return "<span class=\"none\">\(none)</span>"
    }
    let range = rate.lo95.flatMap { low in
      rate.hi95.map { "\(RateText.percent(low))–\(RateText.percent($0)), " }
    }
    return """
      <span class="rate">\(RateText.percent(mean)) % \
      <span class="interval">\(range ?? "")n = \(rate.n)</span></span>
      """
  }

  private static func area(_ area: AUROC?) -> HTML {
    guard let area else { return "<span class=\"none\">–</span>" }
    func text(_ value: Double) -> String { String(format: "%.2f", value) }
    return """
      <span class="rate" title="\(area.positives) organisms against \(area.negatives) clean models">\
      \(text(area.value)) <span class="interval">\(text(area.lo95))–\(text(area.hi95))</span></span>
      """
  }

  private func time(_ score: DetectorScore) -> HTML {
    let known = score.works.compactMap { seconds[$0] }.sorted()
    guard !known.isEmpty else { return "<span class=\"none\">–</span>" }
    return "\(Format.duration(known[known.count / 2]))"
  }
}
