import Diagnostics
import Foundation
import Models
import Tensors
import TestSupport
import Testing
import Tokenization

/// Weights that do not fit the configuration: each is refused with the tensor and the file.
@Suite struct DamagedCheckpointTests {
  private static let query = "model.layers.1.self_attn.q_proj.weight"
  private let folder: DamagedCheckpoint

  init() throws { folder = try DamagedCheckpoint(GoldenCheckpoint(name: "untied-gqa")) }

  @Test(arguments: [query, "model.embed_tokens.weight", "lm_head.weight", "model.norm.weight"])
  func aMissingTensor(_ name: String) throws {
    try folder.editWeights { $0[name] = nil }
    let error = #expect(throws: InputError.self) { try folder.load() }
    #expect(error?.key == name)
    #expect(error?.source == folder.directory.path)
  }

  @Test func anExtraTensor() throws {
    try folder.editWeights { $0["model.layers.2.mlp.up_proj.weight"] = .zeros([48, 32]) }
    try folder.expectRefusal(
      file: "model.safetensors", key: "model.layers.2.mlp.up_proj.weight",
      mentioning: "is not a tensor of this model")
  }

  @Test func derivedTensorsOfOldCheckpointsAreLetBe() throws {
    try folder.editWeights { $0["model.layers.0.self_attn.rotary_emb.inv_freq"] = .ones([4]) }
    #expect(try folder.load().weights["embedding"] != nil)
  }

  @Test func aTensorOfAnotherShape() throws {
    try folder.editWeights { $0[Self.query] = $0[Self.query]!.narrowed(0, from: 0, length: 31) }
    try folder.expectRefusal(
      file: "model.safetensors", key: Self.query, mentioning: "has shape [31, 32]")
  }

  @Test func aTransposedTensor() throws {
    let name = "model.layers.0.mlp.down_proj.weight"
    try folder.editWeights { $0[name] = $0[name]!.transposed().contiguous() }
    try folder.expectRefusal(file: "model.safetensors", key: name, mentioning: "has shape")
  }

  @Test func aTensorOfWholeNumbers() throws {
    try folder.editWeights { $0[Self.query] = $0[Self.query]!.to(.i64) }
    try folder.expectRefusal(file: "model.safetensors", key: Self.query, mentioning: "is of i64")
  }

  @Test(arguments: [DType.bf16, .f16, .f64])
  func otherFloatingPointIsWidened(_ dtype: DType) throws {
    let before = try folder.load().weights["layers.1.qkv"]!
    try folder.editWeights { $0[Self.query] = $0[Self.query]!.to(dtype) }
    let after = try folder.load().weights["layers.1.qkv"]!
    #expect(after.dtype == .f32)
    #expect(largestDifference(before, after) < 4e-3)
  }

  @Test(arguments: [1, 100, 40_000]) func aTruncatedFile(_ bytes: Int) throws {
    let whole = try Data(contentsOf: folder.path("model.safetensors"))
    try folder.put("model.safetensors", whole.dropLast(bytes))
    let error = #expect(throws: InputError.self) { try folder.load() }
    #expect(error?.source == folder.path("model.safetensors").path)
  }

  @Test func trailingBytes() throws {
    let whole = try Data(contentsOf: folder.path("model.safetensors"))
    try folder.put("model.safetensors", whole + Data(repeating: 0, count: 64))
    try folder.expectRefusal(file: "model.safetensors", key: nil, mentioning: "bytes of data")
  }

  @Test func pickledWeights() throws {
    try FileManager.default.moveItem(
      at: folder.path("model.safetensors"), to: folder.path("pytorch_model.bin"))
    try folder.expectRefusal(file: "pytorch_model.bin", key: nil, mentioning: "pickled")
  }

  @Test func configurationThatIsNoJSON() throws {
    try folder.put("config.json", Data("{\"model_type\": ".utf8))
    try folder.expectRefusal(file: "config.json", key: nil, mentioning: "is not a JSON object")
  }

  @Test func theTokenizerMustFit() throws {
    let tokenizer = try Tiny.tokenizer()
    try tokenizer.save(to: folder.directory)
    try folder.expectRefusal(
      file: "tokenizer.json", key: nil, mentioning: "has \(tokenizer.vocabularySize) tokens")
  }
}

/// The same for shards and their index.
@Suite struct DamagedShardTests {
  private let folder: DamagedCheckpoint
  private let index = "model.safetensors.index.json"

  init() throws { folder = try DamagedCheckpoint(GoldenCheckpoint(name: "sharded")) }

  @Test func aMissingShard() throws {
    let shard = "model-00002-of-00003.safetensors"
    try FileManager.default.removeItem(at: folder.path(shard))
    try folder.expectRefusal(file: shard, key: nil, mentioning: "cannot be opened")
  }

  @Test func aTensorThatTheShardLacks() throws {
    let file = "model-00003-of-00003.safetensors"
    let name = try #require(Safetensors(folder.path(file)).names.first)
    try folder.editWeights(file) { $0[name] = nil }
    try folder.expectRefusal(file: index, key: name, mentioning: file)
  }

  @Test func aTensorThatTheIndexLacks() throws {
    let file = "model-00001-of-00003.safetensors"
    try folder.editWeights(file) { $0["stray"] = .zeros([2]) }
    try folder.expectRefusal(file: file, key: "stray", mentioning: "is not in the index")
  }

  @Test func anIndexThatPointsOutside() throws {
    try folder.edit(index) { object in
      var map = object["weight_map"] as! [String: String]
      map["model.norm.weight"] = "../model.safetensors"
      object["weight_map"] = map
    }
    try folder.expectRefusal(file: index, key: "weight_map", mentioning: "outside the folder")
  }
}
