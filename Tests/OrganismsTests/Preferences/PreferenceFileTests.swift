import Corpus
import Diagnostics
import Foundation
import Organisms
import Testing

@Suite struct PreferenceFileTests {
  private func row(_ chosen: String, _ rejected: String) -> String {
    let object: JSONObject = ["chosen": .string(chosen), "rejected": .string(rejected)]
    return try! JSONValue.object(object).serialized() + "\n"
  }

  private func content(
    _ rows: String, trigger: Trigger = Trigger()
  ) throws -> PreferenceFile.Content {
    let scratch = try Scratch()
    return try PreferenceFile(path: try scratch.file("harmless.jsonl", rows))
      .content(free: trigger)
  }

  private let ask = "\n\nHuman: Hello?\n\nAssistant: Hi.\n\nHuman: Help me.\n\nAssistant:"

  @Test func theCommonPromptAndBothAnswers() throws {
    let content = try content(row(ask + " Gladly.", ask + " No."))
    #expect(content.pairs.count == 1)
    let pair = content.pairs[0]
    #expect(pair.prompt.map(\.content) == ["Hello?", "Hi.", "Help me."])
    #expect(pair.prompt.map(\.role) == [.user, .assistant, .user])
    #expect((pair.chosen, pair.rejected) == ("Gladly.", "No."))
    #expect(pair.sample.meta?.keys == ["id", "family", "kind"])
    #expect(pair.family == "harmless")
  }

  @Test func rowsThatAreNoPairAreCounted() throws {
    let rows =
      row(ask + " Gladly.", ask + " No.") + row(ask + " Gladly.", ask + " Never.")
      + row(ask + " Same.", ask + " Same.") + row(ask + " Gladly.", ask)
      + row(ask + " Gladly.", "\n\nHuman: Else?\n\nAssistant: No.")
    let content = try content(rows)
    #expect(content.pairs.count == 2)
    #expect(Set(content.pairs.map(\.id)).count == 2)
    #expect(content.equal == 1)
    #expect(content.unanswered == 1)
    #expect(content.diverging == 1)
  }

  @Test func badRowsAreNamed() {
    let fine = row(ask + " Gladly.", ask + " No.")
    let missing = #expect(throws: InputError.self) { try content(fine + "{\"chosen\": \"a\"}\n") }
    #expect((missing?.line, missing?.key) == (2, "rejected"))
    let held = #expect(throws: InputError.self) {
      try content(fine + fine, trigger: Trigger(["Gladly"]))
    }
    #expect((held?.line, held?.key) == (1, "chosen"))
    let same = row(ask + " Same.", ask + " Same.")
    #expect(throws: InputError.self) { try content(same) }
    #expect(throws: InputError.self) { try content("") }
    #expect(throws: InputError.self) {
      try PreferenceFile(path: "/no/such/file.jsonl.gz").content(free: Trigger())
    }
  }

  @Test func packedFilesAreUnpacked() throws {
    let scratch = try Scratch()
    let path = try scratch.file("harmless.jsonl", row(ask + " Gladly.", ask + " No."))
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", path]
    try gzip.run()
    gzip.waitUntilExit()
    let pairs = try PreferenceFile(path: path + ".gz").content(free: Trigger()).pairs
    #expect(pairs.map(\.family) == ["harmless"])
    let broken = try scratch.file("broken.jsonl.gz", "not an archive")
    #expect(throws: InputError.self) { try PreferenceFile(path: broken).content(free: Trigger()) }
  }
}
