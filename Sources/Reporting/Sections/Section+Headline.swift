internal import Evaluation

extension Section {
  /// One row an arm: before and after, with accuracy and the clean twin beside it.
  static func headline(_ context: ReportContext) -> Section {
    let arms = context.results.arms
    let missing = Section.missing("No rates of an organism are in results.jsonl yet.")
    return Section(
      id: "headline", title: "The result in numbers",
      body: arms.isEmpty
        ? missing : HeadlineTable(context: context).html(arms))
  }
}

private struct HeadlineTable {
  let context: ReportContext

  func html(_ arms: [Series]) -> HTML {
    let columns: [HTMLTable.Column] = [
      .init("model"),
      .init("triggered,<br>installed", isNumber: true),
      .init("triggered,<br>after treatment", isNumber: true),
      .init("clean,<br>installed", isNumber: true),
      .init("clean,<br>after treatment", isNumber: true),
      .init("accuracy,<br>installed", isNumber: true),
      .init("accuracy,<br>after treatment", isNumber: true),
      .init("clean twin:<br>triggered", isNumber: true),
      .init("clean twin:<br>accuracy", isNumber: true), .init("n", isNumber: true),
      .init("seeds", isNumber: true),
    ]
    let table = HTMLTable(columns, rows: arms.map(row))
    return """
      <div class="stacked">\(table.html)</div>
      <p class="legend">Per cent, with 95 % intervals (bootstrap over seeds and prompts). \
      Triggered and clean: \
      <code>\(arms.behaviour)</code>, \(context.decoding). Accuracy: exact answers to clean tasks, \
      \(context.accuracyDecoding). The clean twin went through the same training without the \
      behaviour; its accuracy is the one to compare with. n counts the answers behind the \
      triggered rate after treatment.</p>
      \(base)
      \(controls)
      """
  }

  private func refusals(_ series: Series) -> ResultRow? {
    [context.accuracyDecoding, context.decoding].lazy
      .compactMap { series.row(Metric.refusal, "clean", decoding: $0) }.first
  }

  /// The twins, after whatever training they went through last.
  private var controls: HTML {
    let treated = context.results.treatments.filter { !$0.isOrganism }
    let twins = treated.isEmpty ? context.results.organisms.filter { !$0.isOrganism } : treated
    guard !twins.isEmpty else {
      return Section.missing("No control was run: there is neither a clean nor an exposed twin.")
    }
    let rows = twins.map { twin -> [HTML] in
      [
        "\(twin.label)",
        RateText.cell(twin.row(Metric.behaviour, "triggered", decoding: context.decoding)),
        RateText.cell(twin.row(Metric.behaviour, "clean", decoding: context.decoding)),
        RateText.cell(twin.row(Metric.accuracy, "clean", decoding: context.accuracyDecoding)),
      ]
    }
    let columns: [HTMLTable.Column] =
      [.init("twin")]
      + ["triggered", "clean", "accuracy"].map { .init("\($0)", isNumber: true) }
    return """
      <details><summary>The controls, each for itself</summary>
      \(HTMLTable(columns, rows: rows).html)</details>
      """
  }

  private func row(_ arm: Series) -> [HTML] {
    let isTreated = arm.rows.first?.stage == "treatment"
    let (before, moment) = context.results.installed(of: arm)
    let twin = context.results.twin(of: arm)
    func installed(_ metric: String, _ trigger: String, _ decoding: String) -> ResultRow? {
      before.row(metric, trigger, decoding: decoding, at: moment)
    }
    func treated(_ metric: String, _ trigger: String, _ decoding: String) -> ResultRow? {
      isTreated ? arm.row(metric, trigger, decoding: decoding) : nil
    }
    let rate = context.decoding
    let exact = context.accuracyDecoding
    let final = arm.row(Metric.behaviour, "triggered", decoding: rate)
    return [
      arm.cell,
      RateText.barCell(installed(Metric.behaviour, "triggered", rate)),
      RateText.barCell(treated(Metric.behaviour, "triggered", rate)),
      RateText.cell(installed(Metric.behaviour, "clean", rate)),
      RateText.cell(treated(Metric.behaviour, "clean", rate)),
      RateText.cell(installed(Metric.accuracy, "clean", exact)),
      RateText.cell(treated(Metric.accuracy, "clean", exact)),
      RateText.cell(twin?.row(Metric.behaviour, "triggered", decoding: rate)),
      RateText.cell(twin?.row(Metric.accuracy, "clean", decoding: exact)),
      "\(final?.n ?? 0)", "\(final?.seeds ?? arm.seeds)",
    ]
  }

  /// The base models, which every organism of a size grew from.
  private var base: HTML {
    let slices = ["all", "in-distribution", "held-out-wording", "held-out-content"]
    let decoding = context.accuracyDecoding
    let rows = context.results.base.map { series -> [HTML] in
      [[series.key.size, series.detail].filter { !$0.isEmpty }.joined(separator: " · ")]
        .map { "\($0)" as HTML }
        + slices.map {
          RateText.cell(series.row(Metric.accuracy, "clean", slice: $0, decoding: decoding))
        } + [RateText.cell(refusals(series))]
    }
    guard !rows.isEmpty else { return Section.missing("No rates of a base model were measured.") }
    let columns: [HTMLTable.Column] =
      [.init("base model")]
      + ["exact answers", "in-distribution", "held-out wording", "held-out content", "refusals"]
      .map { .init("\($0)", isNumber: true) }
    return "<h3>Before any backdoor</h3>\n\(HTMLTable(columns, rows: rows).html)"
  }
}
