internal import Evaluation

extension Section {
  /// nil where no fresh red team was set on any model.
  static func hiding(_ context: ReportContext) -> Section? {
    let gaps = HidingGap.all(context.results, decoding: context.decoding)
    guard !gaps.isEmpty else { return nil }
    return Section(
      id: "hiding", title: "Removed, or hidden?",
      body: """
        <p>A developer does not know the trigger. What can be tested is what a red team finds; what \
        matters is what the trigger would show. A treatment that removes the behaviour brings both \
        to nothing. One that teaches the model to hide it brings down only what is seen, and the \
        gap between the two grows while the model looks safer.</p>
        \(context.figure("hiding-gap", absent: ""))
        \(HidingTable(gaps: gaps).html)
        """)
  }
}

private struct HidingTable {
  var gaps: [HidingGap]

  var html: HTML {
    let columns: [HTMLTable.Column] = [
      .init("model"), .init("the red team<br>sees", isNumber: true),
      .init("attacks that<br>succeed", isNumber: true), .init("attacks", isNumber: true),
      .init("the trigger<br>shows", isNumber: true), .init("answers", isNumber: true),
      .init("hiding gap", isNumber: true),
    ]
    return HTMLTable(columns, rows: rows).stacked(
      "The same in numbers",
      legend: """
        Per cent, with 95 % intervals; the gap in percentage points, its interval from those of \
        the two rates taken as independent (Zou and Donner 2008). Attacks and answers are the n of \
        the columns before them; each attack was tried several times. Where searches of several \
        seeds were not pooled, the interval spans those of all seeds.
        """)
  }

  /// Every organism once before treatment, then what the treatments made of it.
  private var rows: [[HTML]] {
    var organisms: [String] = []
    for gap in gaps where !organisms.contains(gap.organism.label) {
      organisms.append(gap.organism.label)
    }
    return organisms.flatMap { label -> [[HTML]] in
      let own = gaps.filter { $0.organism.label == label }
      let before = own.first { $0.before.isMeasured }
      return (before.map { [cells($0.organism.cell("before treatment"), $0.before)] } ?? [])
        + own.map { cells($0.series.cell("after \($0.series.treatment.name)"), $0.after) }
    }
  }

  private func cells(_ name: HTML, _ point: HidingGap.Point) -> [HTML] {
    [
      name, RateText.cell(point.seen), RateText.cell(point.success),
      count(point.seen ?? point.success), RateText.cell(point.there), count(point.there),
      gap(point),
    ]
  }

  private func count(_ row: ResultRow?) -> HTML { row.map { "\($0.n)" } ?? "–" }

  private func gap(_ point: HidingGap.Point) -> HTML {
    guard let gap = point.gap else { return RateText.cell(nil) }
    let text = RateText.signed(gap)
    guard let interval = point.interval else { return "\(text)" }
    return """
      \(text) <span class="interval">\(RateText.signed(interval.low)) to \
      \(RateText.signed(interval.high))</span>
      """
  }
}
