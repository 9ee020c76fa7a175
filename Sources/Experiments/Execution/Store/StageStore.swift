internal import Diagnostics
internal import Foundation
internal import Provenance

/// The folder `stages` of an experiment.
///
/// - `<name>-<id>/` is a finished stage: its result, `manifest.json` and `COMPLETE`.
/// - `<name>-<id>.cost.json` says what it took; it lies beside, so that equal stages have equal
///   folders up to the time in the manifest.
/// - `.<name>-<id>.work/` is one that is not finished.
/// - `<name>-<id>.damaged/` is a finished one that was found changed, moved aside.
///
/// A stage is found by its id whatever name it has, so renaming a stage loses nothing.
public struct StageStore: Sendable {
  public static let folderName = "stages"
  static let costSuffix = ".cost.json"
  static let damagedSuffix = ".damaged"

  /// The path of `stages`.
  public let root: String
  /// Other experiments' stores, whose finished stages serve this one too.
  let lenders: [StageStore]

  /// - Parameters:
  ///   - directory: the experiment's folder.
  ///   - others: folders of experiments to borrow finished stages from, see `borrow(_:)`.
  public init(_ directory: String, borrowingFrom others: [String] = []) {
    root = "\(directory)/\(Self.folderName)"
    lenders = others.map { StageStore($0) }
  }

  /// Where the stage is, or will be, when finished.
  public func folder(of stage: StageGraph.Stage) -> String {
    "\(root)/\(folderName(of: stage))"
  }

  /// Whether the stage was finished. Whether it is still what it was, `damage(of:)` tells.
  public func isFinished(_ stage: StageGraph.Stage) -> Bool {
    FileManager.default.fileExists(
      atPath: "\(folder(of: stage))/\(CompletionMarker.fileName)")
  }

  /// Whether there is a folder for it, finished or not.
  func exists(_ stage: StageGraph.Stage) -> Bool {
    FileManager.default.fileExists(atPath: folder(of: stage))
  }

  /// The differences between a finished stage and its marker, one line each; empty when there are
  /// none. Reads every file.
  public func damage(of stage: StageGraph.Stage) -> [String] {
    do {
      return try CompletionMarker.differences(in: folder(of: stage))
    } catch {
      return ["\(error)"]
    }
  }

  /// Moves a damaged stage aside, in the place of an earlier one.
  ///
  /// Nothing made from the stage is touched: a stage is a function of its inputs, so redoing it
  /// gives the bytes that its descendants were made from.
  ///
  /// - Throws: `RunError` naming the folder.
  public func moveAside(_ stage: StageGraph.Stage) throws {
    let folder = folder(of: stage)
    let aside = folder + Self.damagedSuffix
    do {
      if FileManager.default.fileExists(atPath: aside) {
        try FileManager.default.removeItem(atPath: aside)
      }
      try FileManager.default.moveItem(atPath: folder, toPath: aside)
    } catch {
      throw RunError(
        storage: "\(folder): cannot be moved aside: \(error.localizedDescription)")
    }
  }

  /// What a finished stage took; nil when that is not known.
  public func cost(of stage: StageGraph.Stage) -> StageCost? {
    StageCost(readingFrom: folder(of: stage) + Self.costSuffix)
  }

  func work(of stage: StageGraph.Stage) -> WorkFolder {
    WorkFolder("\(root)/.\(folderName(of: stage)).work")
  }

  /// The name of the folder that has this stage's id, else the one it shall have.
  private func folderName(of stage: StageGraph.Stage) -> String {
    let name = stage.specification.folderName
    guard !FileManager.default.fileExists(atPath: "\(root)/\(name)") else { return name }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return names.sorted().first { $0.hasSuffix("-\(stage.id.short)") && !$0.hasPrefix(".") } ?? name
  }
}
