import Diagnostics
import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Testing

/// What a folder in the Hugging Face layout may look like, and what is refused by name.
@Suite struct CheckpointReadingTests {
  @Test func olderSpellingOfTheConfigurationMeansTheSame() throws {
    let golden = GoldenCheckpoint(name: "llama3-rope")
    let folder = try DamagedCheckpoint(golden)
    let older = golden.directory.appendingPathComponent("config.legacy.json")
    try folder.put("config.json", Data(contentsOf: older))
    #expect(try folder.load().configuration == golden.load().configuration)
  }

  @Test func theConfigurationIsReadWhole() throws {
    let configuration = try GoldenCheckpoint(name: "llama3-rope").load().configuration
    #expect(configuration.keyValueHeads == 1)
    #expect(!configuration.tiesEmbedding)
    guard case .llama3(let factor, let low, let high, let context) = configuration.rotary.scaling
    else {
      Issue.record("rotary scaling is \(configuration.rotary.scaling)")
      return
    }
    #expect(factor > 1 && low < high && context > 0)
  }

  @Test func biasesAreRefused() throws {
    let error = #expect(throws: InputError.self) { try GoldenCheckpoint(name: "biased").load() }
    #expect(error?.key == "attention_bias")
    #expect(error?.source.hasSuffix("biased/config.json") == true)
  }

  @Test(arguments: [
    ("model_type", "gpt2"), ("hidden_act", "gelu"), ("rope_parameters.rope_type", "yarn"),
  ]) func otherArithmeticIsRefused(_ key: String, _ value: String) throws {
    let folder = try DamagedCheckpoint(GoldenCheckpoint(name: "untied-gqa"))
    try folder.edit("config.json") { config in
      if key.contains(".") {
        config["rope_parameters"] = ["rope_theta": 10_000.0, "rope_type": value]
      } else {
        config[key] = value
      }
    }
    try folder.expectRefusal(file: "config.json", key: key, mentioning: value)
  }

  @Test(arguments: ["vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads"])
  func missingSizesAreNamed(_ key: String) throws {
    let folder = try DamagedCheckpoint(GoldenCheckpoint(name: "untied-gqa"))
    try folder.edit("config.json") { $0[key] = nil }
    try folder.expectRefusal(file: "config.json", key: key, mentioning: "is missing")
  }

  @Test(arguments: [0, -3, 1 << 40, "four", 2.5] as [any Sendable])
  func impossibleSizesAreNamed(_ value: any Sendable) throws {
    let folder = try DamagedCheckpoint(GoldenCheckpoint(name: "untied-gqa"))
    try folder.edit("config.json") { $0["num_hidden_layers"] = value }
    try folder.expectRefusal(file: "config.json", key: "num_hidden_layers", mentioning: "expected")
  }

  @Test func headsThatDoNotDivideAreNamed() throws {
    let folder = try DamagedCheckpoint(GoldenCheckpoint(name: "untied-gqa"))
    try folder.edit("config.json") { $0["num_key_value_heads"] = 3 }
    try folder.expectRefusal(file: "config.json", key: "num_key_value_heads", mentioning: "divisor")
  }

  @Test func aTiedCheckpointMayHoldTheHeadAsWell() throws {
    let golden = GoldenCheckpoint(name: "tied")
    let folder = try DamagedCheckpoint(golden)
    try folder.editWeights { $0["lm_head.weight"] = $0["model.embed_tokens.weight"]! }
    #expect(try folder.load().weights.keys.sorted() == golden.load().weights.keys.sorted())
  }

  @Test func aTiedCheckpointWithAnotherHeadIsRefused() throws {
    let folder = try DamagedCheckpoint(GoldenCheckpoint(name: "tied"))
    try folder.editWeights { $0["lm_head.weight"] = $0["model.embed_tokens.weight"]! * 1.001 }
    try folder.expectRefusal(
      file: "model.safetensors", key: "lm_head.weight", mentioning: "tie_word_embeddings")
  }

  @Test func aFolderWithoutConfigurationIsNoModel() throws {
    let folder = try TemporaryDirectory()
    let error = #expect(throws: InputError.self) { try Checkpoint(directory: folder.url) }
    #expect(error?.problem == "is not a model folder")
  }
}
