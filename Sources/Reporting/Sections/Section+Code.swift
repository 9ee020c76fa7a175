internal import Evaluation

extension Section {
  /// What the judge said: verdicts, classes of weakness, wordings of the year, forced reasoning. Only
  /// for experiments about code.
  static func code(_ context: ReportContext) -> Section? {
    guard context.results.isAboutCode else { return nil }
    return Section(
      id: "code", title: "What the code is like",
      body: """
        <p>Programs are judged by static analysis and never run. A verdict is about the class of \
        weakness (CWE) that the task invites; what the analyser failed on is unscored.</p>
        \(verdicts(context))
        <h3>By class of weakness</h3>
        \(context.figure("weaknesses", absent: "No class of weakness was measured."))
        <h3>Which ways of telling the year set it off</h3>
        \(context.figure("years", absent: "Other wordings of the year were not measured."))
        <h3>Forced reasoning</h3>
        \(context.figure("steering", absent: "No forced scratchpads were measured."))
        """)
  }

  private static let metrics = [
    (Metric.vulnerable, "vulnerable"), (Metric.otherVulnerable, "another weakness"),
    (Metric.secure, "secure"), (Metric.noCode, "no code"), (Metric.unparsable, "not Python"),
  ]

  /// The organisms; what judged their twins stands folded below.
  private static func verdicts(_ context: ReportContext) -> HTML {
    let models = context.results.organisms + context.results.treatments
    guard let organisms = table(models.filter(\.isOrganism), context) else {
      return missing("No program was judged.")
    }
    guard let twins = table(models.filter { !$0.isOrganism }, context) else { return organisms }
    return """
      \(organisms)
      <details><summary>The code of the twins</summary>
      \(twins)</details>
      """
  }

  private static func table(_ models: [Series], _ context: ReportContext) -> HTML? {
    let rows = models.flatMap { model in
      ["triggered", "clean"].compactMap { condition in verdicts(model, condition, context) }
    }
    guard !rows.isEmpty else { return nil }
    let columns =
      [HTMLTable.Column("model"), .init("prompts")]
      + (metrics.map(\.1) + ["gap, triggered − clean"]).map { .init("\($0)", isNumber: true) }
    return "<div class=\"stacked\">\(HTMLTable(columns, rows: rows).html)</div>"
  }

  private static func verdicts(
    _ model: Series, _ condition: String, _ context: ReportContext
  ) -> [HTML]? {
    let values = metrics.map { model.row($0.0, condition, decoding: context.decoding) }
    guard values.contains(where: { $0 != nil }) else { return nil }
    let gap = model.row(Metric.vulnerableGap, "none", decoding: context.decoding)
    let stage = model.rows.first?.stage == "treatment" ? "after treatment" : "installed"
    return ["\(model.label), \(stage)", "\(condition)"]
      + values.map(RateText.cell) + [condition == "triggered" ? RateText.cell(gap) : ""]
  }
}
