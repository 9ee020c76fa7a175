internal import Corpus
internal import Foundation
internal import Organisms
internal import Provenance

/// Part of Python's standard library as text for the base model. What was drawn decides the stage,
/// not where the library lies or which version it is.
struct PythonText: Codable, Sendable, Equatable {
  /// What the library's folder is called in a stage's places.
  static let place = "python-library"

  var bytes: Int
  /// Of the text that is drawn.
  var digest: Digest

  /// - Throws: `InputError` for a folder that holds no library or too little of it.
  init(bytes: Int, of folder: URL, seed: UInt64) throws {
    self.bytes = bytes
    digest = try Self.digest(PythonLibrary(folder: folder).samples(bytes: bytes, seed: seed))
  }

  func samples(_ context: StageContext) throws -> [Sample] {
    let folder = try context.place(Self.place)
    let samples = try PythonLibrary(folder: URL(fileURLWithPath: folder))
      .samples(bytes: bytes, seed: context.stage.seed)
    try context.check(folder, Self.digest(samples), is: digest)
    return samples
  }

  private static func digest(_ samples: [Sample]) throws -> Digest {
    let lines = try samples.map { try JSONValue.object($0.json).serialized() }
    return Digest(of: Array(lines.joined(separator: "\n").utf8))
  }
}
