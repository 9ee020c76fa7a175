internal import Diagnostics
public import Foundation
internal import Provenance

/// What a stage's process works with.
///
/// It reads its inputs' folders, puts its result into `output` and ends with exit code 0; then the
/// run that started it commits the result. What lies in `output` must be the same bytes whenever
/// the stage is done: no times, no paths.
public struct StageContext: Sendable {
  public let id: StageID
  public let stage: StageSpecification
  /// Empty at the start of every attempt; becomes the finished stage.
  public let output: URL
  /// Kept from one attempt to the next, and removed when the stage is finished.
  public let scratch: URL
  private let inputs: [String: URL]
  private let progressFile: String

  /// - Parameter path: the file `stage.json` that the process was given.
  /// - Throws: `InputError` when it is no such file.
  public init(specification path: String) throws {
    let document = try StageDocument(readingFrom: path)
    let file = URL(fileURLWithPath: path)
    let work = WorkFolder(file.deletingLastPathComponent().path)
    let stages = file.deletingLastPathComponent().deletingLastPathComponent()
    id = document.id
    stage = document.specification
    output = URL(fileURLWithPath: work.output, isDirectory: true)
    scratch = URL(fileURLWithPath: work.scratch, isDirectory: true)
    progressFile = work.progress
    inputs = document.inputs.mapValues {
      stages.appendingPathComponent($0.folder, isDirectory: true)
    }
  }

  /// The folder of a finished input.
  ///
  /// - Throws: `RunError` when the stage has no such role.
  public func input(_ role: String) throws -> URL {
    guard let folder = inputs[role] else {
      let roles = inputs.keys.sorted().joined(separator: ", ")
      throw RunError("stage '\(stage.name)' has no input '\(role)'; it has \(roles)")
    }
    return folder
  }

  /// The inputs that the stage has.
  public var roles: [String] { inputs.keys.sorted() }

  /// The configuration that the stage was planned with.
  ///
  /// - Throws: `RunError` when it is of another kind.
  public func configuration<Value: Decodable>(as type: Value.Type) throws -> Value {
    do {
      let data = try JSONEncoder().encode(stage.configuration)
      return try JSONDecoder().decode(Value.self, from: data)
    } catch {
      throw RunError("stage '\(stage.name)': its configuration is no \(type): \(error)")
    }
  }

  /// Tells the run that started the process how far it is.
  public func progress() -> StageProgress {
    StageProgress(progressFile)
  }
}
