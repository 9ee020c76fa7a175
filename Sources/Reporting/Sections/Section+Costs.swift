internal import Tracking

extension Section {
  /// What it took, by kind of stage and in all.
  static func costs(_ context: ReportContext) -> Section {
    let stages = context.input.stages
    guard stages.contains(where: { $0.seconds != nil }) else {
      return Section(
        id: "costs", title: "What it cost",
        body: Section.missing("No stage has left its cost behind (stages/*.cost.json)."))
    }
    var kinds: [String] = []
    for stage in stages where !kinds.contains(stage.kind) { kinds.append(stage.kind) }
    let rows = kinds.map { kind in
      cells(kind.isEmpty ? "stages" : kind, stages.filter { $0.kind == kind })
    }
    let each = HTMLTable(columns("stage"), rows: stages.map { cells($0.name, [$0]) })
    return Section(
      id: "costs", title: "What it cost",
      body: """
        \(HTMLTable(columns("kind of stage"), rows: rows, foot: cells("all", stages)).html)
        <p class="legend">Time is summed over stages one after the other; with several jobs the \
        clock showed less. Memory is the largest a stage held. Tokens are those planned through a \
        model.</p>
        <details><summary>Every stage</summary>\(each.html)</details>
        """)
  }

  private static func columns(_ first: HTML) -> [HTMLTable.Column] {
    [
      .init(first), .init("stages", isNumber: true), .init("time", isNumber: true),
      .init("peak memory", isNumber: true), .init("tokens", isNumber: true),
    ]
  }

  private static func cells(_ name: String, _ stages: [StageRecord]) -> [HTML] {
    let seconds = stages.compactMap(\.seconds)
    let tokens = stages.compactMap(\.tokens).reduce(0, +)
    let memory = stages.compactMap(\.peakMemory).max()
    let done =
      seconds.count == stages.count ? "\(stages.count)" : "\(seconds.count) of \(stages.count)"
    return [
      "\(name)", "\(done)",
      seconds.isEmpty ? "–" : "\(Format.duration(seconds.reduce(0, +)))",
      memory.map { "\(Format.bytes($0))" } ?? "–",
      tokens == 0 ? "–" : "\(Format.count(Double(tokens)))",
    ]
  }
}
