internal import Diagnostics
public import Foundation

/// A private folder with the Python files of one call of an analyser, removed afterwards.
///
/// The files have numbers for names, so that no name that a model or a user chose reaches an
/// analyser.
public struct AnalysisFolder: Sendable {
  /// Where the files lie, and nothing else.
  public let files: URL
  /// The names of the files, in the order in which their texts were given.
  public let names: [String]
  /// Holds `files`; reports go beside it.
  let place: PrivateFolder

  /// - Throws: `RunError` when the files cannot be written.
  init(_ texts: [String]) throws {
    place = try PrivateFolder()
    files = try place.folder("files")
    names = texts.indices.map { index in
      let digits = String(index)
      return String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".py"
    }
    for (name, text) in zip(names, texts) {
      let file = files.appendingPathComponent(name)
      do {
        try Data(text.utf8).write(to: file)
      } catch {
        throw RunError(storage: "\(file.path): \(error.localizedDescription)")
      }
    }
  }
}
