import Diagnostics
import Foundation
import Testing
import Tracking

@Suite struct MetricsLogTests {
  @Test func rowsAreFlatAndSorted() throws {
    try withScratch { scratch in
      let clock = FakeClock(1_700_000_000.1236)
      let log = try MetricsLog("\(scratch)/metrics.jsonl", clock: { clock.now })
      try log.receive(.runStarted(kind: "k", totalSteps: 2, startStep: 0))
      try log.receive(
        .metrics(step: 1, values: ["loss": 1.25, "epoch": 0.1, "num_tokens": 8e6, "a\"\n": -1]))
      try log.receive(.evaluation(step: 1, values: ["eval_loss": .nan, "x": -.infinity]))
      try log.receive(.warning("not here"))
      try log.receive(.runFinished(step: 2, values: ["loss": 1e-5]))
      let time = #""time":1700000000.124"#
      #expect(
        try text("\(scratch)/metrics.jsonl") == """
          {"step":1,\(time),"a\\"\\u000a":-1,"epoch":0.1,"loss":1.25,"num_tokens":8000000}
          {"step":1,\(time),"eval_loss":null,"x":null}
          {"step":2,\(time),"run_finished":true,"loss":1e-05}

          """)
    }
  }

  @Test func numbersReadBackExactly() throws {
    let numbers = [
      0.0, -0.5, 0.1, 1e-5, 0x1p53, 123_456_789.25, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude,
    ]
    try withScratch { scratch in
      let path = "\(scratch)/metrics.jsonl"
      let log = try MetricsLog(path)
      for value in numbers { try log.receive(.metrics(step: 1, values: ["v": value])) }
      let lines = try text(path).split(separator: "\n")
      let read = try lines.map { line in
        try JSONDecoder().decode([String: Double].self, from: Data(line.utf8))["v"]
      }
      #expect(read == numbers)
    }
  }

  @Test func anOldLogIsNotTakenForANewOne() throws {
    try withScratch { scratch in
      try put("{}\n", "\(scratch)/metrics.jsonl")
      let error = #expect(throws: InputError.self) {
        _ = try MetricsLog("\(scratch)/metrics.jsonl")
      }
      #expect(error?.description.contains("metrics.jsonl: exists (continue") == true)
      #expect(try text("\(scratch)/metrics.jsonl") == "{}\n")
    }
  }

  @Test(arguments: ["step", "time", "run_finished"])
  func reservedKeysAreRefused(_ key: String) throws {
    try withScratch { scratch in
      let log = try MetricsLog("\(scratch)/metrics.jsonl")
      let error = #expect(throws: RunError.self) {
        try log.receive(.metrics(step: 1, values: [key: 1]))
      }
      #expect(error?.description == "\(scratch)/metrics.jsonl: a metric cannot be called '\(key)'")
    }
  }
}
