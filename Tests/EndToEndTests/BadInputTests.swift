import Corpus
import Foundation
import Testing

/// Input that cannot be used: exit 2, one line that says where and what, and nothing is written.
@Suite struct BadInputTests {
  private let world: World
  private let out: String

  init() throws {
    world = try World.get()
    out = world.fresh("out")
  }

  // MARK: - Data

  static let badRows: [(kind: String, row: String, mentions: String)] = [
    ("lm", "{\"text\": \"unfinished", "a string is not closed"),
    ("lm", "not JSON", "data.jsonl:2"),
    ("lm", "[1, 2]", "data.jsonl:2"),
    ("lm", "{\"txet\": \"a\"}", "'text'"),
    ("lm", "{\"text\": 5}", "'text'"),
    ("sft", "{\"messages\": []}", "'messages'"),
    ("sft", "{\"prompt\": \"a\"}", "'completion'"),
    (
      "sft",
      "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \" \"}]}",
      "empty assistant turn"
    ),
    ("sft", "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}]}", "assistant"),
    ("sft", "{\"messages\": [{\"role\": \"robot\", \"content\": \"a\"}]}", "robot"),
    ("sft", "{\"prompt\": \"a\", \"chosen\": \"b\", \"rejected\": \"c\"}", "preference"),
  ]

  @Test(arguments: badRows)
  func aBadRow(_ kind: String, _ row: String, _ mentions: String) throws {
    let good = "{\"text\": \"good\"}"
    let other =
      "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]}"
    let data = try world.file(kind == "lm" ? good : other, row)
    let complaint = try refusal(train(kind, data: data))
    #expect(complaint.hasPrefix("\(data):2:"), "\(complaint)")
    #expect(complaint.contains(mentions), "\(complaint)")
  }

  @Test(arguments: ["lm", "sft"]) func anEmptyFile(_ kind: String) throws {
    let data = try world.file()
    #expect(try refusal(train(kind, data: data)).hasPrefix(data))
  }

  @Test func aFileThatIsNotThere() throws {
    let data = world.fresh("absent.jsonl")
    #expect(try refusal(train("lm", data: data)).hasPrefix(data))
  }

  @Test func nothingToLearnAfterTruncation() throws {
    let long = String(repeating: "a cat ", count: 200)
    let data = try world.file("{\"prompt\": \"\(long)\", \"completion\": \"b\"}")
    let complaint = try refusal(train("sft", data: data) + ["--max-length", "16"])
    #expect(complaint.hasPrefix("\(data):1:"))
    #expect(complaint.contains("after truncation to 17"))
  }

  @Test func badEvaluationData() throws {
    let data = try world.file("{\"text\": \"good\"}", "{}")
    let complaint = try refusal(train("lm", data: world.text) + ["--eval-data", data])
    #expect(complaint.hasPrefix("\(data):2:"))
  }

  @Test func badTextForATokenizer() throws {
    let data = try world.file("{\"text\": \"good\"}", "{\"text\": ")
    let complaint = try refusal([
      "tokenizer", "train", "--data", data, "--vocab-size", "300", "--out", out,
    ])
    #expect(complaint.hasPrefix("\(data):2:"))
    let small = ["tokenizer", "train", "--data", world.text, "--vocab-size", "200", "--out", out]
    #expect(try refusal(small).contains("at least 262"))
  }

  // MARK: - Prompts

  @Test func aPromptLongerThanTheContext() throws {
    let long = String(repeating: "x1", count: 600)
    let prompts = try world.file("{\"prompt\": \"a\"}", "{\"prompt\": \"\(long)\"}")
    let complaint = try refusal(generate(prompts))
    #expect(complaint.hasPrefix("\(prompts):2:"))
    #expect(complaint.contains("fewer than 512"))
    let rows = try world.file("{\"prompt\": \"\(long)\", \"completion\": \"b\"}")
    let scoring = try refusal(["score", "--model", world.model, "--data", rows, "--out", out])
    #expect(scoring.hasPrefix("\(rows):1:"))
  }

  @Test(arguments: [
    ("{}", "'prompt'"), ("{\"prompt\": \"\"}", "'prompt'"), ("{\"prompt\": 1}", "'prompt'"),
    ("{\"messages\": [{\"role\": \"assistant\", \"content\": \"a\"}]}", "'messages[0]'"),
  ]) func badPrompts(_ row: String, _ mentions: String) throws {
    let prompts = try world.file(row)
    let complaint = try refusal(generate(prompts))
    #expect(complaint.hasPrefix("\(prompts):1:"))
    #expect(complaint.contains(mentions), "\(complaint)")
  }

  @Test func noPrompts() throws {
    let prompts = try world.file()
    #expect(try refusal(generate(prompts)).hasPrefix(prompts))
  }

  // MARK: - Places

  @Test func aFolderThatIsNotEmpty() throws {
    let folder = URL(fileURLWithPath: out)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: folder.appendingPathComponent("file"))
    for arguments in [
      train("lm", data: world.text),
      ["model", "init", "--preset", "0.2m", "--tokenizer", world.tokenizer, "--out", out],
      ["tokenizer", "train", "--data", world.text, "--vocab-size", "300", "--out", out],
    ] {
      let result = try Program.run(arguments)
      #expect(result.code == 2)
      #expect(try result.complaint().hasPrefix("\(out): is not empty"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: out) == ["file"])
    }
  }

  @Test func nothingToResume() throws {
    let complaint = try refusal(train("lm", data: world.text) + ["--resume"])
    #expect(complaint.hasPrefix("\(out): holds no run to resume"))
  }

  @Test func resumingWithOtherOptions() throws {
    let run = train("lm", data: world.text) + ["--seed", "1"]
    try Program.must(run)
    try FileManager.default.removeItem(atPath: "\(out)/manifest.json")
    let result = try Program.run(run.dropLast() + ["2", "--resume"])
    #expect(result.code == 2)
    #expect(try result.complaint().contains("'configuration.seed'"))
  }

  @Test func anUnknownPreset() throws {
    let complaint = try refusal([
      "model", "init", "--preset", "125mm", "--tokenizer", world.tokenizer, "--out", out,
    ])
    #expect(complaint.contains("--preset") && complaint.contains("did you mean '125m'?"))
  }

  @Test func aTokenizerThatIsNotThere() throws {
    let complaint = try refusal([
      "model", "init", "--preset", "3m", "--tokenizer", world.fresh("none"), "--out", out,
    ])
    #expect(complaint.contains("tokenizer.json"))
  }

  @Test(arguments: ["not ids", "[1, 2", "[\"a\"]", "[99999]", "[-1]"])
  func badIDs(_ input: String) throws {
    let result = try Program.run(
      ["tokenizer", "decode", "--tokenizer", world.tokenizer], input: input)
    #expect(result.code == 2)
    #expect(result.output.isEmpty)
    #expect(try result.complaint().hasPrefix("standard input: "))
  }

  // MARK: -

  private func train(_ kind: String, data: String) -> [String] {
    ["train", kind, "--model", world.model, "--data", data, "--steps", "2", "--out", out]
  }

  private func generate(_ prompts: String) -> [String] {
    ["generate", "--model", world.model, "--prompts", prompts, "--out", out]
  }

  private func refusal(
    _ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let result = try Program.run(arguments)
    #expect(result.code == 2, sourceLocation: sourceLocation)
    #expect(!World.exists(out), sourceLocation: sourceLocation)
    return try result.complaint(sourceLocation: sourceLocation)
  }
}
