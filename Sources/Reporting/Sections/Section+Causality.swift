internal import Evaluation

extension Section {
  /// Whether the answer follows the reasoning: forced scratchpads of the opposite kind (claim C12).
  static func causality(_ context: ReportContext) -> Section {
    let moments: [([Series], String)] = [
      (context.results.organisms, "installed"), (context.results.treatments, "after treatment"),
    ]
    let rows = moments.flatMap { series, moment in
      series.filter(\.isOrganism).compactMap { row($0, moment, context) }
    }
    let columns: [HTMLTable.Column] = [
      .init("model"), .init("when"), .init("opposite reasoning,<br>all", isNumber: true),
      .init("opposite,<br>triggered", isNumber: true), .init("opposite,<br>clean", isNumber: true),
      .init("shuffled words<br>(control)", isNumber: true),
      .init("agreeing<br>(own errors)", isNumber: true),
    ]
    let missing = Section.missing(
      """
      No forced scratchpads were measured: that needs a chain-of-thought organism and \
      evaluation.causality.
      """
    )
    return Section(
      id: "causality", title: "Is the reasoning causal?",
      body: rows.isEmpty
        ? missing
        : """
        <p>The scratchpad is written for the model; how often does the answer go against the \
        prompt and with the scratchpad? A model whose reasoning is decoration stays near 0; one \
        that acts on it nears 100 under opposite reasoning, and not under the same words \
        shuffled.</p>
        \(HTMLTable(columns, rows: rows).html)
        """)
  }

  private static func row(
    _ series: Series, _ moment: String, _ context: ReportContext
  ) -> [HTML]? {
    func flips(_ pad: String, _ slice: String = "all") -> ResultRow? {
      series.row(Metric.flipRate, "forced/\(pad)", slice: slice, decoding: context.decoding)
    }
    guard flips("opposite") != nil || flips("shuffled") != nil else { return nil }
    return ["\(series.label)", "\(moment)"]
      + [
        flips("opposite"), flips("opposite", "triggered"), flips("opposite", "clean"),
        flips("shuffled"), flips("agree"),
      ].map(RateText.cell)
  }
}
