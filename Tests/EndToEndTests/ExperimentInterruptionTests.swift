import Foundation
import Testing

/// Experiments that are stopped from outside and gone on with, against one that was left alone.
@Suite(.serialized) struct ExperimentInterruptionTests {
  /// The parent alone is killed: its stages must notice that they are orphans, and the next run
  /// must not meet them.
  @Test func killedTenTimesAtRandom() throws {
    let folder = try ExperimentFolder()
    var random = Delays(state: 11)
    var finished: [String: Date] = [:]
    var kills = 0
    for attempt in 0..<10 {
      let program = try folder.start()
      // Every other attempt gets one stage further, so that the kills meet all kinds of stages.
      if !attempt.isMultiple(of: 2) {
        while program.isRunning, folder.finishedStages().count <= finished.count {
          Thread.sleep(forTimeInterval: 0.01)
        }
      }
      Thread.sleep(forTimeInterval: random.next())
      program.signal(SIGKILL)
      // A fast machine may come through before the tenth.
      guard try program.wait().code == 128 + SIGKILL else { break }
      kills += 1
      let now = try ages(folder)
      #expect(finished.allSatisfy { now[$0.key] == $0.value }, "a finished stage was done again")
      finished = now
    }
    #expect(kills >= 5)
    let last = try folder.run()
    #expect(last.code == 0, "\(last.errors)")
    #expect(try ages(folder).filter { finished[$0.key] != nil } == finished)
    #expect(try folder.results() == ExperimentFolder.finished.get().results())
    let left = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/stages")
    #expect(!left.contains { $0.hasSuffix(".work") || $0.hasSuffix(".damaged") })
  }

  @Test func controlCSavesAndSaysHowToGoOn() throws {
    let folder = try ExperimentFolder()
    let program = try folder.start()
    try wait(until: { !folder.finishedStages().isEmpty }, program)
    program.signal(SIGINT)
    let result = try program.wait()
    #expect(result.code == 130)
    #expect(result.errors.contains("the same command goes on from here"))
    #expect(!World.exists(folder.file("report.html").path))
    let status = try Program.must(["status", folder.path])
    #expect(status.contains("done") && status.contains("waiting"))
    let before = try ages(folder)
    let rest = try folder.run()
    #expect(rest.code == 0)
    #expect(try ages(folder).filter { before[$0.key] != nil } == before)
    #expect(try folder.results() == ExperimentFolder.finished.get().results())
  }

  @Test func aSecondProcessRefusesTheFolder() throws {
    let folder = try ExperimentFolder()
    let first = try folder.start()
    try wait(until: { !folder.finishedStages().isEmpty }, first)
    let second = try folder.run()
    #expect(second.code == 2)
    let complaint = try second.complaint()
    let holder = try folder.text(".lock").trimmingCharacters(in: .newlines)
    #expect(complaint.hasPrefix("\(folder.path): is in use by process \(holder)"))
    #expect(first.isRunning)
    #expect(try Program.must(["status", folder.path]).contains("running"))
    first.signal(SIGINT)
    #expect(try first.wait().code == 130)
  }

  /// When each finished stage was finished.
  private func ages(_ folder: ExperimentFolder) throws -> [String: Date] {
    var ages: [String: Date] = [:]
    for name in folder.finishedStages() {
      let path = folder.file("stages/\(name)/COMPLETE").path
      ages[name] =
        try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
    return ages
  }

  private func wait(until isReached: () -> Bool, _ program: RunningProgram) throws {
    while !isReached() {
      guard program.isRunning else {
        Issue.record("the run ended before it could be stopped: \(try program.wait().errors)")
        return
      }
      Thread.sleep(forTimeInterval: 0.01)
    }
  }

  /// From 0.05 to 0.6 seconds; the same ones in every run (Steele et al. 2014, SplitMix64).
  private struct Delays {
    var state: UInt64

    mutating func next() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return 0.05 + 0.55 * Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
    }
  }
}
