import Diagnostics
import Experiments
import Foundation
import Provenance
import Testing

/// Runs of stages that are real processes.
@Suite(.serialized) struct StageExecutorTests {
  /// a → b → d, a → c → d
  private func diamond() throws -> ShellStages {
    var stages = ShellStages()
    try stages.add("a", "echo a > output/a.txt; mkdir output/sub; echo s > output/sub/s")
    try stages.add("b", "cat ../a-*/a.txt > output/b.txt; echo b >> output/b.txt", after: ["a"])
    try stages.add("c", "echo $OMP_NUM_THREADS > output/c.txt", after: ["a"], threads: 3)
    try stages.add("d", "cat ../b-*/b.txt ../c-*/c.txt > output/d.txt", after: ["b", "c"])
    return stages
  }

  @Test func everyStageIsDoneOnceAndKept() throws {
    try withExperiment { directory in
      let stages = try diamond()
      let outcome = try stages.run(directory)
      #expect(outcome.exitCode == 0)
      #expect(Set(ShellStages.words(outcome).values) == ["done"])
      let store = StageStore(directory)
      #expect(text(store.folder(of: stages.stage("d")) + "/d.txt") == "a\nb\n3\n")
      for stage in stages.graph.stages {
        #expect(store.damage(of: stage) == [])
        #expect(store.cost(of: stage)?.attempts == 1)
      }
      let manifest = try Manifest(readingFrom: store.folder(of: stages.stage("d")))
      #expect(manifest.kind == "shell")
      #expect(manifest.seed == 7)
      #expect(manifest.inputs.keys.sorted() == ["b", "c"])
      #expect(manifest.inputs["b"] == (try store.contentDigest(of: stages.stage("b"))))
      #expect(manifest.outputs == ["d.txt": Digest(of: Array("a\nb\n3\n".utf8))])
      #expect(entries(store.root).filter { $0.hasPrefix(".") } == [])
      let again = try stages.run(directory)
      #expect(Set(ShellStages.words(again).values) == ["done before"])
    }
  }

  @Test func twoFoldersGetTheSameBytesButForTheTimeOfMaking() throws {
    try withExperiment { first in
      try withExperiment { second in
        let stages = try diamond()
        _ = try stages.run(first, jobs: 1)
        _ = try stages.run(second, jobs: 4)
        for stage in stages.graph.stages {
          let (a, b) = (StageStore(first), StageStore(second))
          #expect(try a.contentDigest(of: stage) == b.contentDigest(of: stage))
          var manifests = try [a, b].map { try Manifest(readingFrom: $0.folder(of: stage)) }
          manifests[1].created = manifests[0].created
          #expect(manifests[0] == manifests[1])
        }
      }
    }
  }

  @Test func anotherExperimentsStagesAreTakenOver() throws {
    try withExperiment { lender in
      try withExperiment { directory in
        let stages = try diamond()
        _ = try stages.run(lender)
        let lent = StageStore(lender)
        try put("changed", lent.folder(of: stages.stage("b")) + "/b.txt")
        let store = StageStore(directory, borrowingFrom: [lender])
        #expect(stages.graph.stages.allSatisfy(store.isAvailable))
        let outcome = try stages.run(directory, borrowingFrom: [lender])
        #expect(
          ShellStages.words(outcome) == [
            "a": "done before", "b": "done", "c": "done before", "d": "done before",
          ])
        for stage in stages.graph.stages {
          #expect(store.damage(of: stage) == [])
          #expect(store.cost(of: stage)?.attempts == 1)
        }
        #expect(text(store.folder(of: stages.stage("a")) + "/sub/s") == "s\n")
      }
    }
  }

  @Test func aFolderWithoutStagesLendsNothing() throws {
    try withExperiment { lender in
      try withExperiment { directory in
        let refusal = #expect(throws: InputError.self) {
          try OutputFolder(directory, recipe: Recipe(), borrowingFrom: [lender])
        }
        #expect(refusal?.description.contains("holds no stages") == true)
        #expect(entries(directory) == [])
      }
    }
  }

  @Test func aFailureStopsOnlyWhatIsMadeFromIt() throws {
    try withExperiment { directory in
      var stages = ShellStages()
      try stages.add(
        "bad", "test -e ../../mended || { echo tried; echo 'error: no luck' >&2; exit 1; }")
      try stages.add("child", "true", after: ["bad"])
      try stages.add("grandchild", "true", after: ["child"])
      try stages.add("good", "sleep 0.2; echo g > output/g")
      try stages.add("better", "true", after: ["good"])
      let outcome = try stages.run(directory)
      #expect(outcome.exitCode == 1)
      #expect(
        ShellStages.words(outcome) == [
          "bad": "failed: no luck", "child": "blocked by bad", "grandchild": "blocked by bad",
          "good": "done", "better": "done",
        ])
      #expect(outcome.failures.first?.failure.lines == ["tried", "error: no luck"])
      #expect(outcome.summary.first == "✗ bad: no luck")
      try stages.graph.write(to: directory)
      let status = try StatusReport(directory)
      #expect(status.text().hasPrefix("✗ bad         no luck\n· child\n"))
      #expect(status.text().hasSuffix("shell: 2 done, 1 failed, 2 waiting\n"))
      #expect(try stages.run(directory).failures.first?.failure.lines.count == 2)
      try put("", "\(directory)/mended")
      let next = try stages.run(directory)
      #expect(next.exitCode == 0)
      #expect(ShellStages.words(next)["good"] == "done before")
      #expect(ShellStages.words(next)["grandchild"] == "done")
      #expect(StageStore(directory).cost(of: stages.stage("bad"))?.attempts == 3)
    }
  }

  @Test(
    arguments: [
      ("exit 2", 2, "ended with exit code 2"), ("exit 3", 1, "ended with exit code 3"),
      ("kill -9 $$", 1, "was killed by signal 9, as when memory runs out"),
      ("kill -SEGV $$", 1, "was ended by signal 11"),
      ("ln -s /etc/hosts output/link", 2, nil),
    ] as [(String, Int32, String?)])
  func howAProcessEndsDecidesTheExitCode(_ script: String, _ code: Int32, _ reason: String?) throws
  {
    try withExperiment { directory in
      var stages = ShellStages()
      try stages.add("s", script)
      let outcome = try stages.run(directory)
      #expect(outcome.exitCode == code)
      if let reason { #expect(outcome.failures.first?.failure.reason == reason) }
    }
  }

  @Test func aProgramThatIsNotThereIsAFailure() throws {
    try withExperiment { directory in
      var stages = ShellStages()
      try stages.add("s", "true")
      let executor = StageExecutor(
        stages.graph, store: StageStore(directory), jobs: 1, versions: testVersions,
        display: SilentDisplay()
      ) { _ in ["/nowhere/at-all"] }
      let outcome = try executor.run()
      #expect(outcome.exitCode == 1)
      #expect(outcome.failures.first?.failure.reason.contains("/nowhere/at-all") == true)
    }
  }

  /// Each waits for the other, so they end only when both run.
  @Test func independentStagesRunSideBySide() throws {
    try withExperiment { directory in
      var stages = ShellStages()
      for (mine, other) in [("x", "y"), ("y", "x")] {
        try stages.add(
          mine,
          """
          touch ../../\(mine)
          for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30
          do test -e ../../\(other) && exit 0; sleep 0.1; done; exit 1
          """)
      }
      #expect(try stages.run(directory, jobs: 2).exitCode == 0)
    }
  }

  @Test func noMoreRunThanThereAreSlots() throws {
    try withExperiment { directory in
      var stages = ShellStages()
      let alone = "mkdir ../../alone || exit 1; sleep 0.1; rmdir ../../alone"
      for (name, threads) in [("x", 1), ("y", 2), ("z", 9)] {
        try stages.add(name, alone + "; echo \(name) > output/n", threads: threads)
      }
      #expect(try stages.run(directory, jobs: 1).exitCode == 0)
    }
  }

  @Test func whatMostTimeWaitsBehindGoesFirst() throws {
    try withExperiment { directory in
      var stages = ShellStages()
      let note = "echo $(basename $PWD) >> ../../order"
      try stages.add("short", note, seconds: 5)
      try stages.add("long", note + "; true", seconds: 1)
      try stages.add("after-long", note, after: ["long"], seconds: 50)
      #expect(try stages.run(directory, jobs: 1).exitCode == 0)
      let order = text("\(directory)/order")?.split(separator: "\n").map {
        $0.dropFirst().split(separator: "-").dropLast().joined(separator: "-")
      }
      #expect(order == ["long", "after-long", "short"])
    }
  }

  @Test func aDamagedStageIsDoneAgainAndItsDescendantsStay() throws {
    try withExperiment { directory in
      let stages = try diamond()
      _ = try stages.run(directory)
      let store = StageStore(directory)
      let folder = store.folder(of: stages.stage("a"))
      let digest = try store.contentDigest(of: stages.stage("a"))
      try put("A\n", "\(folder)/a.txt")
      let display = Notes()
      let outcome = try stages.run(directory, display: display)
      #expect(
        ShellStages.words(outcome) == [
          "a": "done", "b": "done before", "c": "done before", "d": "done before",
        ])
      #expect(
        display.notes == [
          "a was finished but is damaged and will be done again: "
            + "'a.txt' was changed: its digest differs"
        ])
      #expect(try store.contentDigest(of: stages.stage("a")) == digest)
      #expect(text("\(folder).damaged/a.txt") == "A\n")
      try FileManager.default.removeItem(atPath: "\(folder)/sub/s")
      #expect(ShellStages.words(try stages.run(directory))["a"] == "done")
      try FileManager.default.removeItem(atPath: "\(folder)/COMPLETE")
      #expect(!store.isFinished(stages.stage("a")))
      #expect(ShellStages.words(try stages.run(directory))["a"] == "done")
      #expect(try store.contentDigest(of: stages.stage("a")) == digest)
    }
  }

  @Test func aStageIsFoundUnderItsEarlierName() throws {
    try withExperiment { directory in
      var stages = ShellStages()
      try stages.add("old-name", "echo x > output/x")
      _ = try stages.run(directory)
      var renamed = ShellStages()
      try renamed.add("new-name", "echo x > output/x")
      try renamed.add("next", "cat ../old-name-*/x > output/y", after: ["new-name"])
      let words = ShellStages.words(try renamed.run(directory))
      #expect(words == ["new-name": "done before", "next": "done"])
    }
  }

  private final class Notes: ExecutionDisplay {
    var notes: [String] = []
    func show(_ board: StageBoard) {}
    func note(_ text: String) { notes.append(text) }
    func end(_ board: StageBoard, _ outcome: ExecutionOutcome) {}
  }
}
