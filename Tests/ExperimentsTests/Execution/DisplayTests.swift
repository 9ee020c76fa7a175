import Experiments
import Testing

/// What a person sees of a run.
@Suite struct DisplayTests {
  private func board(
    _ states: [String: StageState], progress: [String: ProgressRecord] = [:]
  ) throws -> StageBoard {
    var stages = ShellStages()
    try stages.add("world", "1", seconds: 10)
    try stages.add("organism-normal", "2", after: ["world"], seconds: 20)
    try stages.add("organism-distilled", "3", after: ["world"], seconds: 20)
    try stages.add("evaluation", "4", after: ["organism-normal"], seconds: 40)
    var byID: [StageID: StageState] = [:]
    for (name, state) in states { byID[stages.stage(name).id] = state }
    return StageBoard(graph: stages.graph, states: byID, slots: 2, elapsed: 65) { id in
      let name = stages.graph.stage(id)?.name ?? ""
      return states[name] == .running ? (progress[name], 5) : nil
    }
  }

  private func running() throws -> StageBoard {
    try board(
      [
        "world": .done(.now(seconds: 20)), "organism-normal": .running,
        "organism-distilled": .failed(StageFailure(reason: "the loss is not finite")),
      ],
      progress: [
        "organism-normal": ProgressRecord(
          elapsed: 5, step: 120, total: 480, left: 15, loss: 1.2034, tokensPerSecond: 35_200)
      ])
  }

  /// Estimates of 10 and 20 s became 20 each, so 40 more are forecast as 40 · 40/30.
  @Test func theTableTellsWhatRunsAndForHowLong() throws {
    #expect(
      TableDisplay.lines(try running(), size: (90, 24)) == [
        "✓ world               0:20",
        "▶ organism-normal     120/480  25%  loss 1.203  35.2k tok/s  0:15 left",
        "✗ organism-distilled  the loss is not finite", "· evaluation          about 0:40",
        "1/4 stages  1:05 so far  1:08 left",
      ])
  }

  @Test(arguments: [20, 33, 47, 60, 200]) func noLineIsWiderThanTheTerminal(_ columns: Int) throws {
    let lines = TableDisplay.lines(try running(), size: (columns, 24))
    #expect(lines.allSatisfy { $0.count <= columns })
    if columns >= 47 { #expect(lines[1].hasSuffix("0:15 left")) }
  }

  @Test func aLowTerminalShowsWhatMatters() throws {
    #expect(
      TableDisplay.lines(try running(), size: (60, 5)).map { $0.prefix(14) } == [
        "▶ organism-nor", "✗ organism-dis", "· evaluation  ", "1/4 stages  1:",
      ])
  }

  @Test func theTableIsRewrittenInPlace() throws {
    var written: [String] = []
    let display = TableDisplay(size: { (80, 24) }, write: { written.append($0) })
    let first = try running()
    display.show(first)
    display.show(first)
    #expect(written.count == 1)
    #expect(!written[0].contains("\u{1B}"))
    display.note("something")
    #expect(written.last == "\u{1B}[5A\r\u{1B}[Jsomething\n")
    display.show(first)
    #expect(written.last == written[0])
  }

  @Test func elsewhereALineMarksEachChange() throws {
    var written = ""
    let display = PlainDisplay { written += $0 }
    display.show(try board(["world": .done(.before)]))
    display.show(try board(["world": .done(.before), "organism-normal": .running]))
    display.show(try board(["world": .done(.before), "organism-normal": .running]))
    display.show(try board(["world": .done(.before), "organism-normal": .done(.now(seconds: 61))]))
    #expect(
      written == """
        4 stages, 1 done before
        ▶ organism-normal  about 0:20
        ✓ organism-normal  1:01

        """)
  }
}
