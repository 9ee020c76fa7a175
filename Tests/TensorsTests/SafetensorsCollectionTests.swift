import Diagnostics
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct SafetensorsCollectionTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func shard(_ name: String, _ tensors: [String]) throws {
    try Safetensors.write(
      tensors.map { ($0, Tensor([Float($0.count)])) }, to: directory.file(name))
  }

  private func index(_ map: [String: String]) throws {
    let data = try JSONSerialization.data(withJSONObject: ["weight_map": map])
    try directory.write(data, to: SafetensorsCollection.indexName)
  }

  private func refusal() throws -> InputError {
    try #require(
      #expect(throws: InputError.self) { try SafetensorsCollection(directory: directory.url) })
  }

  @Test func oneFile() throws {
    try shard("model.safetensors", ["a", "bb"])
    let weights = try SafetensorsCollection(directory: directory.url)
    #expect(weights.names == ["a", "bb"] && weights.shape(of: "bb") == [1])
    #expect(try #require(weights.tensor("bb")).scalar == 2)
    #expect(weights.tensor("c") == nil && weights.path(of: "c") == nil)
  }

  @Test func shards() throws {
    try shard("one.safetensors", ["a", "bb"])
    try shard("two.safetensors", ["ccc"])
    try index(["a": "one.safetensors", "bb": "one.safetensors", "ccc": "two.safetensors"])
    let weights = try SafetensorsCollection(directory: directory.url)
    #expect(weights.names == ["a", "bb", "ccc"])
    #expect(try #require(weights.tensor("ccc")).scalar == 3)
    #expect(weights.path(of: "ccc") == directory.file("two.safetensors").path)
  }

  @Test func goldenShardsHoldWhatTheirIndexSays() throws {
    let weights = try SafetensorsCollection(directory: Goldens.models("checkpoints/sharded"))
    #expect(weights.names.allSatisfy { weights.tensor($0)?.shape == weights.shape(of: $0) })
    #expect(Set(weights.names.compactMap { weights.path(of: $0) }).count == 3)
  }

  @Test func missingShard() throws {
    try shard("one.safetensors", ["a"])
    try index(["a": "one.safetensors", "b": "two.safetensors"])
    #expect(try refusal().source.hasSuffix("/two.safetensors"))
  }

  @Test func tensorThatItsShardDoesNotHold() throws {
    try shard("one.safetensors", ["a"])
    try index(["a": "one.safetensors", "b": "one.safetensors"])
    let error = try refusal()
    #expect(error.key == "b" && error.problem.contains("does not hold it"))
  }

  @Test func tensorThatTheIndexDoesNotName() throws {
    try shard("one.safetensors", ["a", "b"])
    try index(["a": "one.safetensors"])
    let error = try refusal()
    #expect(error.key == "b" && error.problem == "is not in the index")
  }

  @Test(arguments: ["../out.safetensors", "/etc/x.safetensors", "sub/x.safetensors", ".."])
  func pathsOutsideTheFolder(_ name: String) throws {
    try index(["a": name])
    let error = try refusal()
    #expect(error.key == "weight_map" && error.problem.contains("outside the folder"))
  }

  @Test(arguments: ["", "[]", "{}", #"{"weight_map":{}}"#, #"{"weight_map":{"a":1}}"#, "{"])
  func malformedIndex(_ text: String) throws {
    try directory.write(Data(text.utf8), to: SafetensorsCollection.indexName)
    #expect(try refusal().key == "weight_map")
  }

  @Test func emptyFolder() throws {
    #expect(try refusal().expected?.contains("model.safetensors") == true)
  }

  @Test(arguments: ["pytorch_model.bin", "model.pt", "model.pth", "last.ckpt", "w.pkl"])
  func pickledWeightsAreRefusedWithTheReason(_ name: String) throws {
    try directory.write(Data([0x80, 2, 0x2E]), to: name)
    let error = try refusal()
    #expect(error.source.hasSuffix("/\(name)") && error.problem.contains("pickled"))
    #expect(error.remedy?.contains("runs code") == true)
    #expect(throws: InputError.self) { try Safetensors(directory.file(name)) }
  }

  @Test func foldersAndAbsentFilesAreRefused() throws {
    let folder = directory.file("folder.safetensors")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    #expect(throws: InputError.self) { try Safetensors(folder) }
    #expect(throws: InputError.self) { try Safetensors(directory.file("absent.safetensors")) }
    try directory.write(Data(), to: "empty.safetensors")
    #expect(throws: InputError.self) { try Safetensors(directory.file("empty.safetensors")) }
  }
}
