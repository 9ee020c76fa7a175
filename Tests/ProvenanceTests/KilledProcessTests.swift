import Diagnostics
import Foundation
import Provenance
import Testing

/// What other processes leave when they are killed with SIGKILL, tried with real ones.
@Suite struct KilledProcessTests {
  private let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
    "killed-\(UUID().uuidString)"
  ).path

  init() throws {
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
  }

  @Test func aDirectoryHalfWrittenIsNotThere() async throws {
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    await #expect(processExitsWith: .signal(SIGKILL)) { [scratch = scratch as String] in
      try DirectoryCommit.write("\(scratch)/out") {
        try put("half", "\($0)/a.txt")
        kill(getpid(), SIGKILL)
      }
    }
    let left = try entries(scratch)
    #expect(left.count == 1)
    #expect(left.first?.hasPrefix(".out.tmp-") == true)
    #expect(removeLeftovers(in: scratch) == left)
    #expect(try entries(scratch) == [])
  }

  /// A child commits one directory after another and is killed in the midst of it.
  @Test(arguments: [1, 8, 21]) func everyDirectoryThatIsThereIsWhole(_ milliseconds: Int)
    async throws
  {
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [scratch = scratch as String, milliseconds = milliseconds as Int] in
      for number in 0... {
        try DirectoryCommit.write("\(scratch)/out-\(number)") {
          for file in 0..<5 { try put("\(file)", "\($0)/\(file)") }
        }
        if number == 0 {
          Thread.detachNewThread {
            Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
            kill(getpid(), SIGKILL)
          }
        }
      }
    }
    removeLeftovers(in: scratch)
    let finished = try entries(scratch)
    #expect(!finished.isEmpty)
    for name in finished {
      #expect(try CompletionMarker.differences(in: "\(scratch)/\(name)") == [])
    }
  }

  @Test func theLockKeepsOthersOutUntilItsHolderIsKilled() async throws {
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    async let holder = #expect(processExitsWith: .signal(SIGKILL)) {
      [scratch = scratch as String] in
      let lock = try DirectoryLock(scratch)
      try put("\(getpid())", "\(scratch)/ready")
      try await Task.sleep(for: .seconds(60))
      withExtendedLifetime(lock) {}
    }
    var process: Int32?
    while process == nil {
      try await Task.sleep(for: .milliseconds(10))
      process = (try? String(contentsOfFile: "\(scratch)/ready", encoding: .utf8)).flatMap {
        Int32($0)
      }
    }
    let pid = try #require(process)
    let error = #expect(throws: InputError.self) { _ = try DirectoryLock(scratch) }
    #expect(error?.problem == "is in use by process \(pid)")
    kill(pid, SIGKILL)
    _ = await holder
    _ = try DirectoryLock(scratch)
  }
}
