internal import Corpus
internal import Foundation
internal import Organisms
internal import Provenance

/// The five pools of queries, checked for leaks. A world of coding tasks has the input `references`:
/// a judge has confirmed them.
struct WorldWork: StageWork {
  static let kind = StageKind.world
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
    try WorldPools.make(world, seed: context.stage.seed).write(to: context.output)
  }
}
