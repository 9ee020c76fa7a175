internal import Foundation
internal import Models
internal import Provenance

/// A model that was there before the experiment, taken in as a stage so that its lineage is known.
struct CheckpointWork: StageWork {
  static let kind = StageKind.checkpoint

  static let place = "folder"

  /// Of every file that is taken.
  var files: [String: Digest]

  func run(_ context: StageContext) throws {
    let path = try context.place(Self.place)
    let folder = URL(fileURLWithPath: path)
    for (name, digest) in files.sorted(by: { $0.key < $1.key }) {
      let source = folder.appendingPathComponent(name).resolvingSymlinksInPath()
      try context.check(source.path, is: digest)
      let target = context.file(name)
      if link(source.path, target.path) != 0 {
        try FileManager.default.copyItem(at: source, to: target)
      }
    }
    // Refuses a model that cannot be asked anything.
    _ = try ModelRespondent(try Checkpoint(directory: context.output), source: path)
  }
}
