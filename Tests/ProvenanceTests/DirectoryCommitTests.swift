import Diagnostics
import Foundation
import Provenance
import Testing

@Suite struct DirectoryCommitTests {
  private func commit(_ path: String) throws {
    try DirectoryCommit.write(path) {
      try FileManager.default.createDirectory(
        atPath: "\($0)/sub", withIntermediateDirectories: false)
      try put("one", "\($0)/a.txt")
      try put("two", "\($0)/sub/b.txt")
    }
  }

  @Test func appearsWholeAndVerifies() throws {
    try withScratch { scratch in
      try commit("\(scratch)/out")
      #expect(try entries(scratch) == ["out"])
      #expect(try entries("\(scratch)/out") == ["COMPLETE", "a.txt", "sub"])
      #expect(try CompletionMarker.differences(in: "\(scratch)/out") == [])
    }
  }

  @Test func differencesAreNamed() throws {
    try withScratch { scratch in
      let out = "\(scratch)/out"
      try commit(out)
      try put("onE", "\(out)/a.txt")
      try FileManager.default.removeItem(atPath: "\(out)/sub/b.txt")
      try put("", "\(out)/new")
      #expect(
        try CompletionMarker.differences(in: out) == [
          "'a.txt' was changed: its digest differs", "'new' was added", "'sub/b.txt' is missing",
        ])
      try put("longer", "\(out)/a.txt")
      #expect(
        try CompletionMarker.differences(in: out).first
          == "'a.txt' was changed: 6 bytes instead of 3")
    }
  }

  @Test func failureLeavesNothing() throws {
    struct Stop: Error {}
    try withScratch { scratch in
      #expect(throws: Stop.self) {
        try DirectoryCommit.write("\(scratch)/out") {
          try put("half", "\($0)/a.txt")
          throw Stop()
        }
      }
      let left = try entries(scratch)
      #expect(left.isEmpty)
    }
  }

  @Test func faultsOfTheDiskNameTheDestination() throws {
    try withScratch { scratch in
      try put("x", "\(scratch)/file")
      let parent = #expect(throws: RunError.self) { try commit("\(scratch)/file/out") }
      #expect(parent?.description.hasPrefix("\(scratch)/file/out: cannot be written: ") == true)
      let out = "\(scratch)/out"
      let link = #expect(throws: RunError.self) {
        try DirectoryCommit.write(out) {
          try FileManager.default.createSymbolicLink(
            atPath: "\($0)/link", withDestinationPath: "../file")
        }
      }
      #expect(link?.description.hasPrefix("\(out): cannot be written: ") == true)
      #expect(link?.description.contains("link: is not a plain file") == true)
      let marker = #expect(throws: RunError.self) {
        try DirectoryCommit.write(out) { try put("", "\($0)/COMPLETE") }
      }
      #expect(marker?.description.hasPrefix("\(out): cannot be written: ") == true)
      #expect(try entries(scratch) == ["file"])
    }
  }

  @Test func refusesWhatIsNotEmpty() throws {
    try withScratch { scratch in
      try put("x", "\(scratch)/file")
      let error = #expect(throws: InputError.self) { try commit(scratch) }
      #expect(error?.description.contains("is not empty (continue it with --resume") == true)
      #expect(throws: InputError.self) { try requireEmptyOrAbsent("\(scratch)/file") }
    }
  }

  @Test func everyTruncationOfTheMarkerIsAnInputError() throws {
    try withScratch { scratch in
      let out = "\(scratch)/out"
      try commit(out)
      let url = URL(fileURLWithPath: "\(out)/COMPLETE")
      let whole = try Data(contentsOf: url)
      for length in 0..<(whole.count - 2) {
        try whole.prefix(length).write(to: url)
        #expect(throws: InputError.self) { try CompletionMarker.differences(in: out) }
      }
      try FileManager.default.removeItem(at: url)
      #expect(throws: InputError.self) { try CompletionMarker.differences(in: out) }
    }
  }

  @Test func unknownKeysOfTheMarkerAreRefused() throws {
    try withScratch { scratch in
      let out = "\(scratch)/out"
      try commit(out)
      let marker = try String(contentsOfFile: "\(out)/COMPLETE", encoding: .utf8)
      try put(
        marker.replacingOccurrences(of: "\"size\"", with: "\"mode\" : 1, \"size\""),
        "\(out)/COMPLETE")
      let error = #expect(throws: InputError.self) { try CompletionMarker(readingFrom: out) }
      #expect(error?.key == "files.a.txt.mode")
      #expect(error?.problem == "is not a known key")
    }
  }

  /// A child process is killed with SIGKILL; its temporary is removed, a living process's is kept.
  @Test func leftoversOfTheDeadAreRemoved() throws {
    try withScratch { scratch in
      let child = Process()
      child.executableURL = URL(fileURLWithPath: "/bin/sleep")
      child.arguments = ["60"]
      try child.run()
      let pid = child.processIdentifier
      let left = ".out.tmp-\(pid)-0123456789abcdef"
      try FileManager.default.createDirectory(
        atPath: "\(scratch)/\(left)", withIntermediateDirectories: false)
      try put("half", "\(scratch)/\(left)/a")
      try put("mine", "\(scratch)/.notes.tmp-x-1")
      #expect(removeLeftovers(in: scratch) == [])
      kill(pid, SIGKILL)
      child.waitUntilExit()
      #expect(removeLeftovers(in: scratch) == [left])
      #expect(try entries(scratch) == [".notes.tmp-x-1"])
    }
  }
}

@Suite struct WriteAtomicallyTests {
  @Test func replacesAndNamesThePathOnFailure() throws {
    try withScratch { scratch in
      let path = "\(scratch)/f"
      try writeAtomically(Data("1".utf8), to: path)
      try writeAtomically(Data("22".utf8), to: path)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "22")
      #expect(try entries(scratch) == ["f"])
      let error = #expect(throws: RunError.self) {
        try writeAtomically(Data(), to: "\(scratch)/absent/f")
      }
      #expect(error?.description.contains("absent") == true)
    }
  }

  @Test func aRefusedRenameLeavesNothing() throws {
    try withScratch { scratch in
      try FileManager.default.createDirectory(
        atPath: "\(scratch)/d/in", withIntermediateDirectories: true)
      #expect(throws: RunError.self) { try writeAtomically(Data("1".utf8), to: "\(scratch)/d") }
      #expect(try entries(scratch) == ["d"])
    }
  }
}

@Suite struct DirectoryLockTests {
  @Test func secondHolderIsRefusedAndNamed() throws {
    try withScratch { scratch in
      var lock: DirectoryLock? = try DirectoryLock(scratch)
      let error = #expect(throws: InputError.self) { _ = try DirectoryLock(scratch) }
      #expect(error?.problem == "is in use by process \(getpid())")
      withExtendedLifetime(lock) {}
      lock = nil
      _ = try DirectoryLock(scratch)
    }
  }
}
