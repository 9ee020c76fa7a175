import Corpus
import Foundation
import Testing

/// Model folders that are damaged or do not belong together: exit 2, one line, nothing written.
@Suite struct BadModelTests {
  private let world: World
  private let model: URL
  private let out: String

  init() throws {
    world = try World.get()
    model = try world.copyOfModel()
    out = world.fresh("out")
  }

  @Test(arguments: [0, 7, 5000, 100_000]) func truncatedWeights(_ length: Int) throws {
    let file = model.appendingPathComponent("model.safetensors")
    try Data(contentsOf: file).prefix(length).write(to: file)
    try expectRefusal(mentioning: file.path)
  }

  @Test func aHeaderThatLies() throws {
    let file = model.appendingPathComponent("model.safetensors")
    var data = try Data(contentsOf: file)
    data.replaceSubrange(0..<8, with: Data(repeating: 0x7F, count: 8))
    try data.write(to: file)
    try expectRefusal(mentioning: "declares a header of")
  }

  @Test func aTensorUnderAnotherName() throws {
    let file = model.appendingPathComponent("model.safetensors")
    var data = try Data(contentsOf: file)
    let name = try #require(data.range(of: Data("layers.2.mlp.up_proj".utf8)))
    data.replaceSubrange(name, with: Data("layers.3.mlp.up_proj".utf8))
    try data.write(to: file)
    try expectRefusal(mentioning: "'model.layers.2.mlp.up_proj.weight': is missing")
  }

  @Test func pickledWeights() throws {
    try FileManager.default.moveItem(
      at: model.appendingPathComponent("model.safetensors"),
      to: model.appendingPathComponent("pytorch_model.bin"))
    try expectRefusal(mentioning: "pickled")
  }

  @Test func noWeights() throws {
    try FileManager.default.removeItem(at: model.appendingPathComponent("model.safetensors"))
    try expectRefusal(mentioning: "holds no weights")
  }

  @Test func noModel() throws {
    try FileManager.default.removeItem(at: model)
    try expectRefusal(mentioning: "is not a model folder")
  }

  @Test(arguments: [("hidden_size", "65"), ("model_type", "\"gpt2\""), ("vocab_size", "321")])
  func anotherConfiguration(_ key: String, _ value: String) throws {
    let file = model.appendingPathComponent("config.json")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      $0.contains("\"\(key)\"") ? "\"\(key)\": \(value)\($0.hasSuffix(",") ? "," : "")" : String($0)
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
    try expectRefusal(mentioning: key == "model_type" ? "'model_type'" : "has shape")
  }

  @Test func aLargerTokenizer() throws {
    let tokenizer = world.fresh("tokenizer")
    try Program.must([
      "tokenizer", "train", "--data", world.text, "--vocab-size", "330", "--out", tokenizer,
    ])
    for name in ["tokenizer.json", "tokenizer_config.json"] {
      let target = model.appendingPathComponent(name)
      try FileManager.default.removeItem(at: target)
      try FileManager.default.copyItem(atPath: "\(tokenizer)/\(name)", toPath: target.path)
    }
    try expectRefusal(mentioning: "at most 320, the model's vocabulary")
  }

  @Test func noTokenizer() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: model.path)
    where name.contains("token") {
      try FileManager.default.removeItem(at: model.appendingPathComponent(name))
    }
    try expectRefusal(mentioning: "has no tokenizer")
  }

  @Test func aDamagedTokenizer() throws {
    let file = model.appendingPathComponent("tokenizer.json")
    try Data(contentsOf: file).prefix(500).write(to: file)
    try expectRefusal(mentioning: "tokenizer.json")
  }

  /// By each command that reads a model.
  private func expectRefusal(
    mentioning text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let prompts = try world.file("{\"prompt\": \"a\", \"completion\": \"b\"}")
    for arguments in [
      ["train", "lm", "--data", world.text, "--steps", "2"], ["generate", "--prompts", prompts],
      ["score", "--data", prompts],
    ] {
      let result = try Program.run(arguments + ["--model", model.path, "--out", out])
      #expect(result.code == 2, "\(result.errors)", sourceLocation: sourceLocation)
      let complaint = try result.complaint(sourceLocation: sourceLocation)
      #expect(complaint.contains(text), "\(complaint)", sourceLocation: sourceLocation)
      #expect(!World.exists(out), sourceLocation: sourceLocation)
    }
  }
}
