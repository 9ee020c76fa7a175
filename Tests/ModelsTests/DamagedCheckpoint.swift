import Diagnostics
import Foundation
import Models
import Tensors
import TestSupport
import Testing

/// A copy of a golden checkpoint in a temporary folder, to be damaged.
struct DamagedCheckpoint {
  private let folder: TemporaryDirectory
  var directory: URL { folder.url }

  init(_ golden: GoldenCheckpoint) throws {
    folder = try TemporaryDirectory()
    let files = try FileManager.default.contentsOfDirectory(atPath: golden.directory.path)
    for file in files where !file.hasPrefix("golden") && file != "config.legacy.json" {
      try FileManager.default.copyItem(
        at: golden.directory.appendingPathComponent(file), to: path(file))
    }
  }

  func path(_ file: String) -> URL { directory.appendingPathComponent(file) }

  func load() throws -> Checkpoint { try Checkpoint(directory: directory) }

  func put(_ file: String, _ data: Data) throws { try data.write(to: path(file)) }

  func edit(_ file: String, _ change: (inout [String: Any]) -> Void) throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(contentsOf: path(file)))
    var object = try #require(parsed as? [String: Any])
    change(&object)
    try put(file, JSONSerialization.data(withJSONObject: object))
  }

  /// Writes a weights file again with other tensors.
  func editWeights(
    _ file: String = "model.safetensors", _ change: (inout [String: Tensor]) -> Void
  ) throws {
    let source = try Safetensors(path(file))
    var tensors = Dictionary(
      uniqueKeysWithValues: source.names.map { ($0, source.tensor($0)!.cloned()) })
    change(&tensors)
    try FileManager.default.removeItem(at: path(file))
    try Safetensors.write(tensors.map { ($0.key, $0.value) }, to: path(file))
  }

  /// Loading fails with an `InputError` that names the file, the key and what is wrong.
  func expectRefusal(
    file: String, key: String?, mentioning text: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let error = #expect(throws: InputError.self, sourceLocation: sourceLocation) { try load() }
    let refusal = try #require(error, sourceLocation: sourceLocation)
    #expect(refusal.source == path(file).path, sourceLocation: sourceLocation)
    #expect(refusal.key == key, sourceLocation: sourceLocation)
    #expect("\(refusal)".contains(text), "\(refusal)", sourceLocation: sourceLocation)
    #expect(!"\(refusal)".contains("\n"), sourceLocation: sourceLocation)
  }
}
