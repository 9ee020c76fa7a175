import Diagnostics
import Foundation
import Testing
import Tracking

@Suite struct MetricsResumeTests {
  /// What a run says from `first` to `last`: metrics each step, an evaluation each third.
  private func train(_ log: MetricsLog, _ first: Int, _ last: Int) throws {
    for step in first...last {
      try log.receive(.metrics(step: step, values: ["loss": 1 / Double(step)]))
      if step % 3 == 0 { try log.receive(.evaluation(step: step, values: ["eval_loss": 2])) }
    }
  }

  /// The log is cut after every fifth byte, as a kill might, and continued from the last checkpoint
  /// (every second step) whose rows are whole: it ends as if nothing had happened.
  @Test func equalsAnUninterruptedRunWhereverItIsCut() throws {
    try withScratch { scratch in
      let whole = try MetricsLog("\(scratch)/whole.jsonl", clock: { 5 })
      try train(whole, 1, 7)
      try whole.receive(.runFinished(step: 7, values: [:]))
      let expected = try text("\(scratch)/whole.jsonl")
      for length in stride(from: 0, through: expected.utf8.count, by: 5) {
        let head = String(expected.prefix(length))
        let path = "\(scratch)/cut.jsonl"
        try put(head, path)
        let rows = head.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let start = [6, 4, 2].first { wasCheckpointed($0, rows) } ?? 0
        let resumed = try MetricsLog(path, resumingAfter: start, clock: { 5 })
        try train(resumed, start + 1, 7)
        try resumed.receive(.runFinished(step: 7, values: [:]))
        #expect(try text(path) == expected, "cut after \(length) bytes")
      }
    }
  }

  /// Whether every row of `step` is among `rows`.
  private func wasCheckpointed(_ step: Int, _ rows: some Sequence<Substring>) -> Bool {
    rows.filter { $0.hasPrefix("{\"step\":\(step),") }.count == (step % 3 == 0 ? 2 : 1)
  }

  @Test func aFinishedRunGoesOn() throws {
    try withScratch { scratch in
      let path = "\(scratch)/metrics.jsonl"
      let log = try MetricsLog(path, clock: { 5 })
      try train(log, 1, 2)
      try log.receive(.runFinished(step: 2, values: [:]))
      try train(try MetricsLog(path, resumingAfter: 2, clock: { 5 }), 3, 4)
      let straight = try MetricsLog("\(scratch)/straight.jsonl", clock: { 5 })
      try train(straight, 1, 4)
      #expect(try text(path) == text("\(scratch)/straight.jsonl"))
    }
  }

  @Test func anAbsentLogIsBegun() throws {
    try withScratch { scratch in
      let log = try MetricsLog("\(scratch)/metrics.jsonl", resumingAfter: 4, clock: { 5 })
      try log.receive(.metrics(step: 5, values: [:]))
      #expect(try text("\(scratch)/metrics.jsonl") == "{\"step\":5,\"time\":5}\n")
    }
  }

  @Test(arguments: [
    "", "null", "[1]", #"{"step":1.5}"#, #"{"step":"1"}"#, #"{"step":1"#, "\u{0}",
  ])
  func aDamagedLineIsNamedAndKept(_ line: String) throws {
    try withScratch { scratch in
      let path = "\(scratch)/metrics.jsonl"
      let damaged = "{\"step\":1}\n\(line)\n{\"step\":2}\n"
      try put(damaged, path)
      let error = #expect(throws: InputError.self) { _ = try MetricsLog(path, resumingAfter: 1) }
      #expect(error?.line == 2)
      #expect(try text(path) == damaged)
    }
  }
}
