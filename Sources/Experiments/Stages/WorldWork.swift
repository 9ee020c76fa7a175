internal import Foundation
internal import Organisms
internal import Provenance

/// The five pools of queries, checked for leaks.
struct WorldWork: StageWork {
  static let kind = StageKind.world
  static let leakageFile = "leakage.json"

  /// Its files by their names alone: where they lie is no part of what the world is.
  var world: WorldConfiguration
  /// Of the world's files, so that a changed file is another world.
  var files: [Digest]

  /// What the file at this place of the list is called in the stage's places.
  static func place(of index: Int) -> String { "file-\(index)" }

  func run(_ context: StageContext) throws {
    var world = world
    for index in world.files.indices {
      world.files[index].path = try context.place(Self.place(of: index))
      try context.check(world.files[index].path, is: files[index])
    }
    let pools = try WorldPools.make(world, seed: context.stage.seed)
    try pools.write(to: context.output)
    let counts = Pool.allCases.map { "  \"\($0.rawValue)\": \(pools[$0].count)" }
    let report = "{\"shared_prompts\": 0, \"queries\": {\n\(counts.joined(separator: ",\n"))\n}}\n"
    try writeAtomically(Data(report.utf8), to: context.file(Self.leakageFile).path)
  }
}
