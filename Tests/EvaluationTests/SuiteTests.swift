import Corpus
import Diagnostics
import Evaluation
import Foundation
import Testing

/// Suite files: what is written reads back, and what does not fit is named.
@Suite struct SuiteTests {
  private static let meta = [
    "id": #""a/triggered""#, "pair": #""a""#, "condition": #""triggered""#,
    "family": #""addition""#, "kind": #""task""#, "split": #""in-distribution""#,
    "accepted": #"["4"]"#, "reference": #""4""#, "covered": "true",
  ]

  private func row(_ changes: [String: String?] = [:]) -> String {
    let meta = Self.meta.merging(changes.compactMapValues { $0 }) { $1 }
      .filter { changes[$0.key] != .some(nil) }
    let members = meta.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    return #"{"messages": [{"role": "user", "content": "2 + 2?"}], "meta": {"#
      + members.joined(separator: ", ") + "}}"
  }

  @Test func itemsReadBackAsWritten() throws {
    let items = [
      SuiteItem.make("a", .triggered), .make("b", .clean, kind: .harmful, covered: false),
      .make("c", .nearMiss, nearMiss: "short", split: .heldOutContent),
      .make(
        "d", .clean, forced: "<scratchpad>\nNo tag.\n</scratchpad>\n", scratchpad: .opposite),
    ]
    try withFile { file in
      try Suite.write(items, to: file)
      #expect(try Suite.read(file) == items)
    }
  }

  @Test func readsARowAsTheFormatSaysIt() throws {
    let item = try #require(withFile(row()) { try Suite.read($0) }.first)
    #expect(
      item.prompt == "2 + 2?" && item.condition == .triggered && item.split == .inDistribution)
    #expect(item.accepted == ["4"] && item.covered && item.trigger == nil && item.forced.isEmpty)
  }

  static let flaws: [(changes: [String: String?], key: String, mention: String)] = [
    (["id": nil], "meta.id", "missing"),
    (["conditon": "1"], "meta.conditon", "expected 'condition'"),
    (["condition": #""trigered""#], "meta.condition", "did you mean 'triggered'"),
    (["covered": #""yes""#], "meta.covered", "a string; expected true or false"),
    (["accepted": "[4]"], "meta.accepted", "expected a list of strings"),
    (["accepted": "[]"], "meta.accepted", "at least one right answer"),
    (["condition": #""near-miss""#], "meta.near_miss", "missing"),
    (["near_miss": #""short""#], "meta.near_miss", "although the condition is 'triggered'"),
    (["forced": #""<scratchpad>""#], "meta.scratchpad", "together or neither"),
    (["scratchpad": #""agree""#], "meta.forced", "together or neither"),
    (["split": #""other""#], "meta.split", "held-out-wording"),
  ]

  @Test(arguments: flaws.indices) func namesWhatIsWrong(_ index: Int) throws {
    let flaw = Self.flaws[index]
    let error = #expect(throws: InputError.self) {
      try withFile(row() + "\n" + row(flaw.changes)) { try Suite.read($0) }
    }
    #expect(error?.line == 2 && error?.key == flaw.key)
    #expect(error?.description.contains(flaw.mention) == true, "\(error?.description ?? "")")
  }

  @Test func refusesAnIdTwiceAndAMissingFile() throws {
    let error = #expect(throws: InputError.self) {
      try withFile(row() + "\n" + row()) { try Suite.read($0) }
    }
    #expect(error?.description.contains("also that of line 1") == true)
    #expect(throws: InputError.self) { try Suite.read(URL(fileURLWithPath: "/nowhere.jsonl")) }
    #expect(throws: InputError.self) { try withFile { try Suite.read($0) } }
  }

  @Test func aRowNeedsAUsersTurnLast() {
    let error = #expect(throws: InputError.self) {
      try withFile(
        row().replacing(#""user", "content": "2 + 2?""#, with: #""assistant", "content": "a""#)
      ) { try Suite.read($0) }
    }
    #expect(error?.key?.hasPrefix("messages") == true)
  }
}
