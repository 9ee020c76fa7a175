internal import Diagnostics
internal import Foundation
internal import Provenance

/// `stage.json` in a work folder: what a stage's process is told.
struct StageDocument: Codable {
  struct Input: Codable {
    var id: StageID
    /// Relative to the folder `stages`.
    var folder: String
  }

  var id: StageID
  var specification: StageSpecification
  var inputs: [String: Input]

  init(_ stage: StageGraph.Stage, of graph: StageGraph, store: StageStore) {
    id = stage.id
    specification = stage.specification
    inputs = [:]
    for (role, input) in graph.inputs(of: stage) {
      let folder = (store.folder(of: input) as NSString).lastPathComponent
      inputs[role] = Input(id: input.id, folder: folder)
    }
  }

  /// - Throws: `InputError` when it cannot be read or is not what its id says.
  init(readingFrom path: String) throws {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      self = try JSONDecoder().decode(StageDocument.self, from: data)
    } catch {
      throw InputError(path, "is no description of a stage: \(error)")
    }
    guard specification.id == id else {
      throw InputError(path, key: "id", "is not that of the stage it describes")
    }
  }

  func write(to path: String) throws {
    try writeAtomically(try StrictJSON.encode(self), to: path)
  }
}
