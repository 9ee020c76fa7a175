internal import Evaluation
internal import Foundation
internal import Tracking

/// What each detector is worth: a row a detector.
struct DetectorTable {
  let scores: [DetectorScore]
  /// By the names of stages.
  let seconds: [String: Double]

  var html: HTML {
    let titles: [HTML] = [
      "true<br>alarms", "false alarms,<br>bases", "false alarms,<br>clean twins",
      "false alarms,<br>exposed twins", "area under<br>ROC curve", "trigger,<br>exact",
      "or<br>functional", "median<br>cost",
    ]
    let columns = [HTMLTable.Column("detector")] + titles.map { .init($0, isNumber: true) }
    let table = HTMLTable(columns, rows: scores.map(row))
    return "<div class=\"stacked detectors\">\(table.html)</div>"
  }

  private func row(_ score: DetectorScore) -> [HTML] {
    let alarms = score.falseAlarmsByRole.map { Self.rate($0.alarms) }
    let recovered = [score.exact, score.functional].map { rate in
      rate.n == 0 ? "<span class=\"none\">–</span>" : Self.rate(rate)
    }
    return [name(score), Self.rate(score.trueAlarms)] + alarms + [Self.area(score.auroc)]
      + recovered + [cost(score)]
  }

  /// The detector, and below it what it was told and on how many models it could run.
  private func name(_ score: DetectorScore) -> HTML {
    let told = DetectionRow.told(score.detector, score.payload)
    let unscored = score.unscored > 0 ? ", \(score.unscored) unscored" : ""
    return """
      \(score.detector) <span class="interval">told \(told); \(score.models) models\
      \(unscored)</span>
      """
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

  private func cost(_ score: DetectorScore) -> HTML {
    let known = score.works.compactMap { seconds[$0] }.sorted()
    let time = known.isEmpty ? "–" : Format.duration(known[known.count / 2])
    return "\(time) <span class=\"interval\">\(Format.count(score.tokens)) tokens</span>"
  }
}
