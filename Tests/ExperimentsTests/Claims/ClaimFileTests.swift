import Diagnostics
import Evaluation
import Experiments
import Foundation
import Testing

/// `claims.json`, and what all claims have in common.
@Suite struct ClaimFileTests: ClaimTesting {
  private func withFile(_ body: (URL) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file)
  }

  private var rows: [ResultRow] {
    (0..<3).flatMap { seed in
      [("true", 0.8), ("false", 0.3)].map {
        row($0.1, seed: UInt64(seed), axes: ["organism.filter": $0.0])
      }
    }
  }

  @Test func verdictsReadBackAsWritten() throws {
    let verdicts = try Claims.verdicts(Claims.ids, rows: rows)
    try withFile { file in
      try Claims.write(verdicts, to: file)
      #expect(try Claims.read(file) == verdicts)
    }
  }

  @Test func equalRowsGiveEqualBytesInAnyOrder() throws {
    let verdicts = try Claims.verdicts(Claims.ids, rows: rows)
    let again = try Claims.verdicts(Claims.ids, rows: rows.reversed())
    #expect(try Claims.encoded(verdicts) == Claims.encoded(again))
  }

  @Test func everyClaimSaysWhatItRestsOn() throws {
    #expect(Claims.ids == (1...16).map { "C\($0)" } + ["C18", "C21", "C22", "size-trend"])
    for verdict in try Claims.verdicts(Claims.ids, rows: []) {
      #expect(verdict.verdict == .notTested && verdict.evidence.isEmpty)
      for text in [verdict.statement, verdict.paper, verdict.rule, verdict.reason] {
        #expect(text.count > 20 && !text.contains("\n"), "\(verdict.id): \(text)")
      }
      #expect(verdict.rule.contains("supported"))
    }
  }

  @Test func anUnknownClaimIsRefused() {
    let error = #expect(throws: InputError.self) {
      try Claims.verdicts(["C1", "size-trned"], rows: [])
    }
    #expect(error?.description.contains("did you mean 'size-trend'") == true)
  }

  @Test(arguments: [
    ("{}", nil as String?), ("not json", nil), (#"[{"id": "C1"}]"#, "[0].statement"),
    ("", nil),
  ]) func aDamagedFileIsNamed(_ text: String, _ key: String?) throws {
    try withFile { file in
      try Data(text.utf8).write(to: file)
      let error = #expect(throws: InputError.self) { try Claims.read(file) }
      #expect(error?.source == file.path && error?.key == key)
    }
  }

  @Test func aPlaceThatCannotBeWrittenIsAnError() throws {
    #expect(throws: RunError.self) {
      try Claims.write([], to: URL(fileURLWithPath: "/nowhere/claims.json"))
    }
    #expect(throws: InputError.self) {
      try Claims.read(URL(fileURLWithPath: "/nowhere/claims.json"))
    }
  }
}
