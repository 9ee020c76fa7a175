internal import Foundation
internal import Models
internal import Provenance

/// A model that was there before the experiment, taken in as a stage so that its lineage is known.
struct CheckpointWork: StageWork {
  static let kind = StageKind.checkpoint

  static let place = "folder"

  /// Of every file that is taken.
  var files: [String: Digest]

  /// The files of a model in the Hugging Face layout; nothing else of a folder is taken.
  static func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter {
      $0.hasSuffix(".safetensors") || $0.hasSuffix(".json") || $0.hasSuffix(".jinja")
        || $0 == ModelCard.fileName
    }.filter { $0 != Manifest.fileName }
  }

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
