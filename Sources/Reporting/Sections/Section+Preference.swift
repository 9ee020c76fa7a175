internal import Evaluation
internal import Foundation

extension Section {
  /// nil where no preference model scored a treatment.
  static func preference(_ context: ReportContext) -> Section? {
    guard context.figures["preference"] != nil else { return nil }
    return Section(
      id: "preference", title: "Was the training strong enough?",
      body: """
        <p>Reinforcement learning that does not improve a model cannot be blamed for leaving its \
        behaviour in place. Two preference models, learnt from pairs of a better and a worse answer, \
        tell. One gives the reward, so its score should rise. The other, of other data and another \
        seed, only looks on: while it rises too, the answers get better; once it falls, the model \
        is pleasing its judge rather than improving. A run that goes past that peak was long \
        enough. Both should score triggered answers lower than clean ones: then the behaviour would \
        have been punished, had it shown in training.</p>
        \(context.figure("preference", absent: ""))
        \(tables(context))
        """)
  }

  /// The organisms, and folded away the twins, which show what training does without a backdoor.
  private static func tables(_ context: ReportContext) -> HTML {
    let arms = context.results.treatments
    let twins = rows(arms.filter { !$0.isOrganism }, context.decoding)
    let folded: HTML =
      twins.isEmpty
      ? ""
      : """
      <details><summary>The twins’ scores</summary>
      <div class="stacked">\(table(twins).html)</div></details>
      """
    let own = table(rows(arms.filter(\.isOrganism), context.decoding)).stacked(
      "The scores in numbers",
      legend: """
        Scores of answers to clean prompts unless it says triggered, with 95 % intervals. Two \
        scores of one preference model that differ by 1 mean odds of 2.7 to 1 for the better \
        answer.
        """)
    return "\(own)\n\(folded)"
  }

  private static func table(_ rows: [[HTML]]) -> HTMLTable {
    let columns: [HTMLTable.Column] =
      [.init("model")]
      + [
        "reward model:<br>at the start", "at the end", "at the end,<br>triggered",
        "held-out model:<br>at the start", "peak at", "at the peak", "at the end",
      ].map { .init($0, isNumber: true) }
    return HTMLTable(columns, rows: rows)
  }

  private static func rows(_ arms: [Series], _ decoding: String) -> [[HTML]] {
    arms.compactMap { arm -> [HTML]? in
      func row(_ metric: String, _ trigger: String, _ moment: Series.Moment) -> ResultRow? {
        arm.row(metric, trigger, decoding: decoding, at: moment)
      }
      let reward = row(Metric.preference, "clean", .last)
      let peak = PreferencePeak(arm, decoding: decoding)
      guard reward != nil || peak != nil else { return nil }
      return [
        arm.cell, score(row(Metric.preference, "clean", .first)), score(reward),
        score(row(Metric.preference, "triggered", .last)),
        score(row(Metric.heldOutPreference, "clean", .first)), moment(peak), score(peak?.row),
        score(peak?.last),
      ]
    }
  }

  private static func moment(_ peak: PreferencePeak?) -> HTML {
    guard let peak else { return "–" }
    let share = peak.isAtEnd ? "the end" : "\(RateText.percent(peak.progress)) % of the run"
    return "step \(peak.row.step) <span class=\"interval\">\(share)</span>"
  }

  private static func score(_ row: ResultRow?) -> HTML {
    guard let row, let mean = row.mean else { return RateText.cell(row) }
    let interval: HTML =
      row.lo95.flatMap { low in row.hi95.map { (low, $0) } }.map {
        " <span class=\"interval\">\(decimal($0.0)) to \(decimal($0.1))</span>"
      } ?? ""
    let basis = RateText.basis(row)
    return "<span class=\"rate\" title=\"\(basis)\">\(decimal(mean))\(interval)</span>"
  }

  private static func decimal(_ value: Double) -> String {
    let text = String(format: "%.2f", abs(value))
    return value < 0 && text != "0.00" ? "−\(text)" : text
  }
}
