internal import Foundation
public import Provenance

extension StageStore {
  /// Makes the work's output the finished stage: manifest, marker, cost beside, and a rename, so
  /// that a kill at any moment leaves a whole stage or none.
  ///
  /// - Parameters:
  ///   - cost: of the attempt that finished it.
  ///   - graph: where the inputs' names come from.
  /// - Throws: `RunError` naming what cannot be written; `InputError` for an output that holds
  ///   something else than files and directories.
  func commit(
    _ stage: StageGraph.Stage, of graph: StageGraph, cost: StageCost, versions: Manifest.Versions
  ) throws {
    let work = work(of: stage)
    let folder = folder(of: stage)
    let outputs = try CompletionMarker(describing: work.output).files
    var inputs: [String: Digest] = [:]
    for (role, input) in graph.inputs(of: stage) { inputs[role] = try contentDigest(of: input) }
    let manifest = try Manifest(
      kind: stage.specification.kind, configuration: stage.specification.configuration,
      seed: stage.specification.seed, inputs: inputs, outputs: outputs.mapValues(\.digest),
      versions: versions, created: Date())
    try cost.write(to: folder + Self.costSuffix)
    try DirectoryCommit.write(folder) { temporary in
      for name in try FileManager.default.contentsOfDirectory(atPath: work.output) {
        try FileManager.default.moveItem(
          atPath: "\(work.output)/\(name)", toPath: "\(temporary)/\(name)")
      }
      try manifest.write(into: temporary)
    }
    work.remove()
  }

  /// The digest of a finished stage's files without its manifest, which holds a time: equal for
  /// equal results.
  public func contentDigest(of stage: StageGraph.Stage) throws -> Digest {
    let files = try CompletionMarker(readingFrom: folder(of: stage)).files
    let lines = files.filter { $0.key != Manifest.fileName }
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "\($0.value.digest.hex)  \($0.key)\n" }
    return Digest(of: Array(lines.joined().utf8))
  }
}
