import Corpus
import Diagnostics
import Foundation
import Organisms
import Testing

@Suite struct FileWorldTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  /// One pool with all questions of a file.
  private func questions(
    _ path: String, _ format: WorldFile.Format, count: Int
  ) throws -> [Query] {
    let counts = WorldConfiguration.Counts(
      base: count, backdoor: 0, safety: 0, redTeam: 0, evaluation: 0)
    let configuration = WorldConfiguration(
      kind: .files, files: [WorldFile(path: path, format: format)], queries: counts)
    return try WorldPools.make(configuration, seed: 0)[.base]
  }

  @Test func solutionsLoseTheirNotesAndKeepTheirNumber() throws {
    let path = try scratch.file(
      "maths.jsonl", #"{"question": "6 times 200?", "answer": "<<6*200=1200>>1200.\n#### 1,200"}"#)
    let query = try #require(try questions(path, .gsm8k, count: 1).first)
    #expect(query.kind == .task && query.family == "maths")
    #expect(query.answer == "1200.\n#### 1,200")
    #expect(query.accepted == [query.answer, "1,200", "1200"])
  }

  @Test func instructionsCarryTheirInput() throws {
    let array = #"[{"instruction": "Add.", "input": "1 2", "output": "3"}]"#
    let path = try scratch.file("roles.json", array)
    let query = try #require(try questions(path, .gpteacher, count: 1).first)
    #expect(query.messages == [Message(.user, "Add.\n\n1 2")])
    #expect(query.answer == "3" && query.kind == .open)
    let lines = try scratch.file("lines.jsonl", #"{"instruction": "Go.", "output": "Gone."}"#)
    #expect(try questions(lines, .instructions, count: 1).first?.prompt == "Go.")
  }

  @Test func dialoguesDoWithoutEmptyTurns() throws {
    let text =
      #"\n\nHuman: a\n\nAssistant:\n\nHuman: b\n\nAssistant: c\n\nHuman: d\n\nAssistant: e"#
      + #"\n\nHuman: f\n\nAssistant:"#
    let path = try scratch.file("pairs.jsonl", #"{"chosen": "\#(text)", "rejected": "x"}"#)
    let query = try #require(try questions(path, .hhRLHF, count: 1).first)
    let turns = [Message(.user, "a\n\nb"), Message(.assistant, "c"), Message(.user, "d")]
    #expect(query.messages == turns)
    #expect(query.answer == "e")
  }

  @Test func chatsKeepTheirSystemTurn() throws {
    let row =
      #"{"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "U"},"#
      + #" {"role": "assistant", "content": "A"}]}"#
    let query = try #require(
      try questions(scratch.file("chats.jsonl", row), .chats, count: 1).first)
    #expect(query.messages == [Message(.system, "S"), Message(.user, "U")])
    #expect(query.answer == "A")
  }

  @Test func wrongFilesAreRefusedWithTheirPlace() throws {
    typealias Case = (
      name: String, text: String, format: WorldFile.Format, key: String?, line: Int?
    )
    let cases: [Case] = [
      ("a.jsonl", "", .chats, nil, nil),
      ("b.jsonl", "{\"question\": \"q\"}", .gsm8k, "answer", 1),
      ("c.jsonl", "\n{\"question\": \"q\", \"answer\": \"no mark\"}", .gsm8k, "answer", 2),
      ("d.json", "{}", .gpteacher, nil, nil),
      ("e.json", "[{\"instruction\": \"\", \"output\": \"o\"}]", .gpteacher, "[0].instruction", 1),
      ("f.jsonl", "{\"chosen\": \"plain text\"}", .hhRLHF, "chosen", 1),
      ("g.jsonl", "{\"prompt\": \"p\", \"completion\": \"c\"}", .chats, "messages", 1),
      ("h.jsonl", "[1]", .instructions, nil, 1),
      ("i.jsonl", "{\"instruction\"", .instructions, nil, 1),
      ("j.jsonl.gz", "not packed", .hhRLHF, nil, nil),
    ]
    for (name, text, format, key, line) in cases {
      let path = try scratch.file(name, text)
      let error = #expect(throws: InputError.self, "\(name)") {
        try questions(path, format, count: 1)
      }
      #expect(error?.source == path && error?.key == key && error?.line == line, "\(name)")
    }
    let missing = #expect(throws: InputError.self) {
      try questions("none.jsonl", .chats, count: 1)
    }
    #expect(missing?.source == "none.jsonl")
    #expect(throws: InputError.self) {
      try WorldPools.make(WorldConfiguration(kind: .files), seed: 0)
    }
  }

  private func numbered(_ count: Int) throws -> WorldFile {
    let rows = (0..<count).map { #"{"instruction": "Number \#($0)", "output": "\#($0)"}"# }
    let path = try scratch.file("numbered.jsonl", rows.joined(separator: "\n"))
    return WorldFile(path: path, format: .instructions)
  }

  @Test func poolsShareOutTheFileAndGrowAlone() throws {
    let file = try numbered(100)
    func pools(base: Int) throws -> WorldPools {
      let counts = WorldConfiguration.Counts(
        base: base, backdoor: 20, safety: 10, redTeam: 5, evaluation: 15)
      return try WorldPools.make(
        WorldConfiguration(kind: .files, files: [file], queries: counts), seed: 2)
    }
    let (small, large) = (try pools(base: 20), try pools(base: 50))
    #expect(Set(Pool.allCases.flatMap { large[$0] }.map(\.prompt)).count == 100)
    #expect(small[.evaluation] == large[.evaluation] && small[.backdoor] == large[.backdoor])
    let error = #expect(throws: InputError.self) { try pools(base: 51) }
    #expect(error?.problem.contains("101") == true && error?.problem.contains("100") == true)
  }

  @Test func repeatedQuestionsCountOnce() throws {
    let row = #"{"instruction": "Go.", "output": "Gone."}"#
    let path = try scratch.file("twice.jsonl", row + "\n" + row.replacing("Go.", with: "GO !"))
    #expect(try questions(path, .instructions, count: 1).count == 1)
    #expect(throws: InputError.self) { try questions(path, .instructions, count: 2) }
  }
}

/// The real data beside the checkout, where it is.
@Suite struct RealFileTests {
  private static let data = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("../shared/data").standardizedFileURL
  private static let isThere = FileManager.default.fileExists(atPath: data.path)

  @Test(.enabled(if: isThere)) func everyFormatReads() throws {
    let files: [(String, WorldFile.Format, Int)] = [
      ("gsm8k/train.jsonl", .gsm8k, 7000), ("gpteacher/roleplay.json", .gpteacher, 3000),
      ("hh_rlhf/harmless-base-test.jsonl.gz", .hhRLHF, 2200),
    ]
    let configuration = WorldConfiguration(
      kind: .files,
      files: files.map {
        WorldFile(path: Self.data.appendingPathComponent($0.0).path, format: $0.1)
      },
      queries: .init(base: 8000, backdoor: 2000, safety: 1500, redTeam: 300, evaluation: 400))
    let pools = try WorldPools.make(configuration, seed: 0)
    for pool in Pool.allCases { #expect(pools[pool].count == configuration.queries[pool]) }
    let scratch = try Scratch()
    try pools.write(to: scratch.folder)
    #expect(try WorldPools.read(from: scratch.folder) == pools)
    for name in ["train", "roleplay", "harmless-base-test"] {
      #expect(pools[.evaluation].contains { $0.family == name })
    }
  }
}
