internal import Diagnostics
internal import Foundation
internal import Provenance

extension StageStore {
  /// Whether the stage need not be done: it is finished here or in a lender.
  public func isAvailable(_ stage: StageGraph.Stage) -> Bool {
    isFinished(stage) || lenders.contains { $0.isFinished(stage) }
  }

  /// Takes over a stage that another experiment finished. The id of a stage is the digest of its
  /// configuration and inputs, so the one is as good as the other.
  ///
  /// Files are linked, or copied where the disk is another: nothing ever edits a finished stage.
  /// One that is damaged is not taken.
  ///
  /// - Returns: whether there was one.
  /// - Throws: `RunError` naming the folder that cannot be written.
  func borrow(_ stage: StageGraph.Stage) throws -> Bool {
    guard
      let lender = lenders.first(where: {
        $0.isFinished(stage) && $0.damage(of: stage).isEmpty
      })
    else { return false }
    let source = lender.folder(of: stage)
    let target = folder(of: stage)
    try DirectoryCommit.write(target) { temporary in
      for name in try CompletionMarker(readingFrom: source).files.keys.sorted() {
        let file = "\(temporary)/\(name)"
        try FileManager.default.createDirectory(
          atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        do {
          try FileManager.default.linkItem(atPath: "\(source)/\(name)", toPath: file)
        } catch {
          try FileManager.default.copyItem(atPath: "\(source)/\(name)", toPath: file)
        }
      }
    }
    try lender.cost(of: stage)?.write(to: target + Self.costSuffix)
    return true
  }
}
