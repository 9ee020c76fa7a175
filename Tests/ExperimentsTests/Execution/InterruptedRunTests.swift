import Experiments
import Foundation
import Provenance
import Testing

/// Runs that are stopped or killed, each in a process of its own.
@Suite struct InterruptedRunTests {
  /// In its first attempt the stage kills the run that started it.
  private static func killing() throws -> ShellStages {
    var stages = ShellStages()
    try stages.add("first", "echo 1 > output/f")
    try stages.add(
      "killer",
      """
      echo $PPID >> scratch/attempts; echo partial > output/partial
      test $(wc -l < scratch/attempts) = 1 && { kill -9 $PPID; sleep 0.4; exit 0; }
      wc -l < scratch/attempts | tr -d ' ' > output/attempts
      """, after: ["first"])
    try stages.add("last", "cat ../killer-*/attempts > output/l", after: ["killer"])
    return stages
  }

  @Test func aRunThatIsKilledGoesOn() async throws {
    let directory = try freshDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [directory = directory as String] in
      _ = try InterruptedRunTests.killing().run(directory)
    }
    let stages = try Self.killing()
    let store = StageStore(directory)
    #expect(store.isFinished(stages.stage("first")))
    #expect(!store.isFinished(stages.stage("killer")))
    // The orphan of the killed run still works for a moment: it is waited for.
    let words = ShellStages.words(try stages.run(directory))
    #expect(words == ["first": "done before", "killer": "done", "last": "done"])
    #expect(text(store.folder(of: stages.stage("last")) + "/l") == "2\n")
    #expect(entries(store.folder(of: stages.stage("killer"))).contains("partial"))
    #expect(store.cost(of: stages.stage("killer"))?.attempts == 2)
    #expect(store.damage(of: stages.stage("killer")) == [])
  }

  /// A chain and a branch of short stages; the run is killed again and again, a little later each
  /// time, until it comes through.
  @Test func wheneverARunIsKilledTheResultIsTheSame() async throws {
    let directory = try freshDirectory()
    let other = try freshDirectory()
    defer {
      for path in [directory, other] { try? FileManager.default.removeItem(atPath: path) }
    }
    let stages = try Self.chain()
    for attempt in 1...10 {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [directory = directory as String, attempt = attempt as Int] in
        Thread.detachNewThread {
          Thread.sleep(forTimeInterval: 0.03 * Double(attempt))
          kill(getpid(), SIGKILL)
        }
        while true { _ = try InterruptedRunTests.chain().run(directory) }
      }
    }
    #expect(try stages.run(directory).exitCode == 0)
    #expect(try stages.run(other).exitCode == 0)
    for stage in stages.graph.stages {
      let (killed, whole) = (StageStore(directory), StageStore(other))
      #expect(killed.damage(of: stage) == [])
      #expect(try killed.contentDigest(of: stage) == whole.contentDigest(of: stage))
    }
    removeLeftovers(in: "\(directory)/stages")
    #expect(entries("\(directory)/stages").filter { $0.hasPrefix(".") } == [])
  }

  private static func chain() throws -> ShellStages {
    var stages = ShellStages()
    try stages.add("s0", "sleep 0.03; echo 0 > output/n")
    for number in 1..<5 {
      try stages.add(
        "s\(number)",
        "cat ../s\(number - 1)-*/n > output/n; sleep 0.03; echo \(number) >> output/n",
        after: ["s\(number - 1)"])
    }
    try stages.add("branch", "sleep 0.1; cat ../s0-*/n > output/n", after: ["s0"])
    return stages
  }

  /// The stage presses Ctrl-C at the run, which hands it back to it once.
  @Test func aStopIsHandedOnAndWaitedFor() async throws {
    let directory = try freshDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    await #expect(processExitsWith: .exitCode(130)) { [directory = directory as String] in
      var stages = ShellStages()
      try stages.add(
        "saver",
        """
        trap 'echo saved > scratch/saved; exit 130' INT
        while ! test -e $EXPERIMENT/quick; do sleep 0.02; done
        kill -INT $PPID; while :; do sleep 0.02; done
        """)
      try stages.add(
        "quick", "trap '' INT; touch $EXPERIMENT/quick; sleep 0.5; echo q > output/q")
      try stages.add("later", "true", after: ["quick"])
      let outcome = try stages.run(directory)
      let expected = ["saver": "stopped", "quick": "done", "later": "waiting"]
      exit(ShellStages.words(outcome) == expected ? outcome.exitCode : 99)
    }
    let work = entries("\(directory)/stages").first { $0.hasPrefix(".saver") } ?? ""
    #expect(text("\(directory)/stages/\(work)/scratch/saved") == "saved\n")
  }

  @Test func aSecondStopKills() async throws {
    let directory = try freshDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    await #expect(processExitsWith: .exitCode(130)) { [directory = directory as String] in
      var stages = ShellStages()
      try stages.add(
        "stubborn",
        "trap '' INT; kill -INT $PPID; sleep 0.6; kill -INT $PPID; sleep 30; exit 0")
      let began = Date()
      let outcome = try stages.run(directory)
      exit(Date().timeIntervalSince(began) < 10 ? outcome.exitCode : 99)
    }
  }

  @Test func aProcessEndsWithItsParent() async {
    await #expect(processExitsWith: .exitCode(ParentWatch.exitCode)) {
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      ParentWatch.install(input: ends[0])
      usleep(50_000)
      close(ends[1])
      sleep(20)
      exit(98)
    }
  }

  @Test func statusSeesWhatRunsAndWhatWasStopped() async throws {
    let directory = try freshDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    var stages = ShellStages()
    try stages.add(
      "slow",
      """
      echo '{"elapsed":1,"step":3,"total":10,"left":7}' >> progress.jsonl
      while ! test -e ../../go; do sleep 0.02; done
      """)
    try stages.add("next", "true", after: ["slow"])
    try stages.graph.write(to: directory)
    #expect(try StatusReport(directory).text() == "· slow\n· next\nshell: 2 waiting\n")
    let run = Task.detached { [stages] in try stages.run(directory).exitCode }
    var status = try StatusReport(directory)
    for _ in 0..<500 where status.entries[0].state != .running || !status.text().contains("3/10") {
      try await Task.sleep(for: .milliseconds(10))
      status = try StatusReport(directory)
    }
    #expect(
      status.text() == "▶ slow  3/10  30%  0:07 left\n· next\nshell: 1 running, 1 waiting\n")
    try put("", "\(directory)/go")
    #expect(try await run.value == 0)
    #expect(try StatusReport(directory).text().hasSuffix("shell: 2 done\n"))
  }
}
