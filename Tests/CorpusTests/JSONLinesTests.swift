import Corpus
import Diagnostics
import Foundation
import Randomness
import Testing

@Suite final class JSONLinesTests {
  private let directory = FileManager.default.temporaryDirectory
    .appendingPathComponent(UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: directory)
  }

  private func file(_ bytes: some Sequence<UInt8>) throws -> URL {
    let file = directory.appendingPathComponent("rows.jsonl")
    try Data(bytes).write(to: file)
    return file
  }

  @Test func readsLinesOfEveryEnding() throws {
    let text = "\u{FEFF}{\"a\": 1}\r\n\n  {\"a\": 2}  \n{\"a\": 3}"
    let reader = try JSONLinesReader(file(text.utf8))
    var rows: [Located<JSONObject>] = []
    while let row = try reader.next() { rows.append(row) }
    #expect(rows.map { $0.value["a"] } == [1, 2, 3])
    #expect(rows.map(\.origin.line) == [1, 3, 4])
  }

  @Test func missingFilesAndDirectoriesAreNamed() {
    let missing = directory.appendingPathComponent("none.jsonl")
    let error = #expect(throws: InputError.self) { try JSONLinesReader(missing) }
    #expect(error?.source == missing.path)
    #expect(throws: InputError.self) { try JSONLinesReader(directory) }
  }

  @Test func invalidUTF8IsNamed() throws {
    let before = "{\"text\": \"fine\"}\n{\"text\": \""
    let bytes = Array(before.utf8) + [0xFF, 0xFE] + Array("\"}".utf8)
    let reader = try JSONLinesReader(file(bytes))
    _ = try reader.next()
    let error = #expect(throws: InputError.self) { try reader.next() }
    #expect(error?.line == 2)
    #expect(error?.problem.contains("UTF-8") == true)
  }

  @Test func writesWholeFilesOnly() throws {
    let target = directory.appendingPathComponent("out.jsonl")
    do {
      let writer = try JSONLinesWriter(target)
      try writer.write(["a": 1])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
    let writer = try JSONLinesWriter(target)
    try writer.write(["z": "é\n", "a": [1.5]])
    try writer.write(["b": nil])
    try writer.finish()
    #expect(
      try String(contentsOf: target, encoding: .utf8)
        == "{\"z\": \"é\\n\", \"a\": [1.5]}\n{\"b\": null}\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["out.jsonl"])
  }

  @Test func placesThatCannotBeWrittenAreNamed() {
    let target = directory.appendingPathComponent("none/out.jsonl")
    #expect(throws: InputError.self) { try JSONLinesWriter(target) }
  }

  @Test func damagedFilesNeverCrash() throws {
    let rows = [
      #"{"messages": [{"role": "user", "content": "u"}, {"role": "assistant", "content": "a"}]}"#,
      #"{"prompt": [{"role": "user", "content": "p"}], "completion": [{"role": "assistant", "content": "c"}]}"#,
      #"{"text": "é", "meta": {"a": [1, 2]}}"#,
    ]
    let original = Array(rows.joined(separator: "\n").utf8)
    var generator = RandomStream(seed: 3, "fuzz")
    for _ in 0..<1500 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[position] = UInt8.random(in: 0...255, using: &generator)
      }
      do {
        _ = try JSONLinesReader.rows(of: file(bytes), as: Sample.self)
      } catch {
        #expect(error is InputError)
      }
    }
  }
}
