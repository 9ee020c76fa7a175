import Diagnostics
import Foundation
import Testing
import Tracking

@Suite struct EventLogTests {
  @Test func historyGrowsAndATornLineGoes() throws {
    try withScratch { scratch in
      let path = "\(scratch)/events.jsonl"
      try EventLog(path, clock: { 1.0004 }).receive(.warning("a/b"))
      try put(text(path) + #"{"step":3,"ty"#, path)
      try EventLog(path, clock: { 2.5 }).receive(.checkpointSaved(step: 3, path: "p"))
      #expect(
        try text(path) == """
          {"message":"a/b","time":1,"type":"warning"}
          {"path":"p","step":3,"time":2.5,"type":"checkpoint_saved"}

          """)
    }
  }

  @Test(arguments: EventTests.all) func everyLineIsAnEvent(_ event: Event) throws {
    try withScratch { scratch in
      try EventLog("\(scratch)/events.jsonl").receive(event)
      let line = try Data(contentsOf: URL(fileURLWithPath: "\(scratch)/events.jsonl"))
      #expect(try JSONDecoder().decode(Event.self, from: line) == event)
    }
  }

  @Test func aPathThatCannotBeOpenedIsNamed() throws {
    let error = #expect(throws: RunError.self) { _ = try EventLog("/nowhere/events.jsonl") }
    #expect(error?.description.hasPrefix("/nowhere/events.jsonl: cannot open: ") == true)
  }

  /// Every write to /dev/full fails as on a full disk.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsNamed() throws {
    let log = try EventLog("/dev/full")
    let error = #expect(throws: RunError.self) { try log.receive(.warning("a")) }
    #expect(error?.description == "/dev/full: cannot write: No space left on device")
  }
}
