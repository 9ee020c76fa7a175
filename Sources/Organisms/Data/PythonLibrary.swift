public import Corpus
import Diagnostics
public import Foundation
import Randomness

/// Python's own standard library as text to pretrain on: real code that is on every machine with
/// Python. It is read, never run.
public struct PythonLibrary: Sendable {
  /// Folders that are no part of the library proper, or that repeat it.
  private static let skipped: Set<String> = [
    "site-packages", "dist-packages", "test", "tests", "idlelib", "lib2to3", "__pycache__",
    "config", "turtledemo", "ensurepip",
  ]
  /// A piece has about so many characters: a few hundred tokens.
  private static let pieceLength = 1000
  private static let largestFile = 1_000_000

  /// The library's folder, such as `/usr/lib/python3.11`.
  public let folder: URL

  public init(folder: URL) { self.folder = folder }

  /// Pieces of whole lines in random order, as many as fit into `bytes`.
  ///
  /// - Throws: `InputError` for a folder without Python files, and for less text than asked for.
  public func samples(bytes: Int, seed: UInt64) throws -> [Sample] {
    let files = try files()
    guard !files.isEmpty else {
      throw InputError(
        folder.path, "no Python files", expected: "the folder of Python's standard library")
    }
    let pieces = files.flatMap { file in
      (try? String(contentsOf: file, encoding: .utf8)).map(Self.pieces) ?? []
    }
    var stream = RandomStream(seed: seed, "python-library")
    var samples: [Sample] = []
    var rest = bytes
    for piece in pieces.shuffled(using: &stream) {
      guard rest > 0 else { break }
      samples.append(Sample(.text(piece)))
      rest -= piece.utf8.count
    }
    guard rest <= 0 else {
      throw InputError(
        folder.path, "\(bytes - rest) bytes of Python", expected: "at least the \(bytes) asked for")
    }
    return samples
  }

  /// Regular files in order of their paths; links are not followed.
  private func files() throws -> [URL] {
    let keys: [URLResourceKey] = [.isRegularFileKey, .isSymbolicLinkKey, .fileSizeKey]
    guard
      let tree = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: keys)
    else { return [] }
    var files: [URL] = []
    for case let file as URL in tree {
      if Self.skipped.contains(file.lastPathComponent)
        || file.lastPathComponent.hasPrefix("config-")
      {
        tree.skipDescendants()
        continue
      }
      guard file.pathExtension == "py" else { continue }
      let values = try file.resourceValues(forKeys: Set(keys))
      if values.isRegularFile == true, values.isSymbolicLink != true,
        (values.fileSize ?? 0) <= Self.largestFile
      {
        files.append(file)
      }
    }
    return files.sorted { $0.path < $1.path }
  }

  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if piece.utf8.count + line.utf8.count > pieceLength, !piece.isEmpty {
        pieces.append(piece)
        piece = ""
      }
      piece += line + "\n"
    }
    return (pieces + [piece]).filter { !$0.allSatisfy(\.isWhitespace) }
  }
}
