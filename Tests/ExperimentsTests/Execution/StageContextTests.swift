import Diagnostics
import Experiments
import Foundation
import Testing
import Tracking

/// What a stage's process is given, and what it tells.
@Suite struct StageContextTests {
  /// The context of a stage that was begun and failed, so that its work folder is there.
  private func withContext(_ body: (StageContext, _ work: String) throws -> Void) throws {
    try withExperiment { directory in
      var stages = ShellStages()
      try stages.add("a", "echo a > output/a")
      try stages.add("b", "exit 1", after: ["a"])
      _ = try stages.run(directory)
      let name = try #require(entries("\(directory)/stages").first { $0.hasPrefix(".b-") })
      let work = "\(directory)/stages/\(name)"
      try body(try StageContext(specification: "\(work)/stage.json"), work)
    }
  }

  @Test func inputsAreFolders() throws {
    try withContext { context, work in
      #expect(context.roles == ["a"])
      let folder = try context.input("a").path
      #expect(text("\(folder)/a") == "a\n")
      #expect(context.stage.name == "b")
      #expect(context.output.path == "\(work)/output")
      let configuration = try context.configuration(as: ShellStages.Configuration.self)
      #expect(configuration.script == "exit 1")
      #expect(throws: RunError.self) { try context.input("model") }
      #expect(throws: RunError.self) { try context.configuration(as: [Int].self) }
    }
  }

  @Test func aChangedDescriptionIsRefused() throws {
    try withContext { _, work in
      let path = "\(work)/stage.json"
      let changed = try #require(text(path)).replacing("exit 1", with: "exit 0")
      try put(changed, path)
      #expect(throws: InputError.self) { _ = try StageContext(specification: path) }
      try put("{", path)
      #expect(throws: InputError.self) { _ = try StageContext(specification: path) }
    }
  }

  @Test func aTrainingTellsHowFarItIs() throws {
    try withExperiment { directory in
      var now = 100.0
      let path = "\(directory)/progress.jsonl"
      let progress = StageProgress(path, clock: { now })
      #expect(ProgressRecord.latest(in: path) == nil)
      progress.receive(.runStarted(kind: "sft", totalSteps: 100, startStep: 20))
      for step in 21...60 {
        now += 0.25
        progress.receive(
          .metrics(step: step, values: ["loss": 1.5, "timing/tokens_per_second": 900]))
      }
      let latest = try #require(ProgressRecord.latest(in: path))
      #expect(latest.step == 60)
      #expect(latest.total == 100)
      #expect(latest.loss == 1.5)
      #expect(latest.tokensPerSecond == 900)
      #expect(abs((latest.left ?? 0) - 10) < 0.01)
      #expect(abs(latest.elapsed - 10) < 0.01)
      for step in 61...99 {
        now += 0.05
        progress.receive(.metrics(step: step, values: [:]))
      }
      let lines = text(path)?.split(separator: "\n").count ?? 0
      #expect((45...52).contains(lines))
      progress.report(step: 0, of: 7, note: "sampling")
      let note = ProgressRecord.latest(in: path)
      #expect(note?.note == "sampling")
      #expect(note?.total == 7)
      #expect(note?.left == nil)
    }
  }
}
