internal import Diagnostics
internal import Foundation

/// The file `COMPLETE` inside a finished directory: the digest and size of every other file.
public struct CompletionMarker: Sendable, Equatable {
  public static let fileName = "COMPLETE"

  /// By path relative to the directory.
  public var files: [String: FileRecord]

  /// Digests every file now in `directory`, except the marker itself.
  ///
  /// - Throws: `InputError` when a file cannot be read.
  public init(describing directory: String) throws {
    files = [:]
    for name in try relativeFiles(in: directory) where name != Self.fileName {
      files[name] = try FileRecord(ofFile: "\(directory)/\(name)")
    }
  }

  /// Reads the marker in `directory`.
  ///
  /// - Throws: `InputError` when it is missing, torn or not a marker.
  public init(readingFrom directory: String) throws {
    let path = "\(directory)/\(Self.fileName)"
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw InputError(
        path, "is missing or cannot be read", expected: "the mark of a finished directory")
    }
    let document = try StrictJSON.decode(
      Document.self, from: data, source: path, keys: ["version", "files"])
    guard document.version == 1 else {
      throw InputError(path, key: "version", "is \(document.version)", expected: "1")
    }
    if let (name, _) = document.files.first(where: { $0.value.size < 0 }) {
      throw InputError(path, key: name, "has a negative size")
    }
    files = document.files
  }

  func encoded() throws -> Data {
    try StrictJSON.encode(Document(version: 1, files: files))
  }

  private struct Document: Codable {
    var version: Int
    var files: [String: FileRecord]
  }
}

extension CompletionMarker {
  /// Compares `directory` with its marker. The result is empty when every file is as it was
  /// written; otherwise one line a difference, sorted by file.
  ///
  /// - Throws: `InputError` when the marker is missing or cannot be read, or the directory cannot
  ///   be.
  public static func differences(in directory: String) throws -> [String] {
    let expected = try CompletionMarker(readingFrom: directory).files
    let present = Set(try relativeFiles(in: directory)).subtracting([fileName])
    return try Set(expected.keys).union(present).sorted().compactMap { name in
      guard let record = expected[name] else { return "'\(name)' was added" }
      guard present.contains(name) else { return "'\(name)' is missing" }
      let found = try FileRecord(ofFile: "\(directory)/\(name)")
      if found == record { return nil }
      return found.size == record.size
        ? "'\(name)' was changed: its digest differs"
        : "'\(name)' was changed: \(found.size) bytes instead of \(record.size)"
    }
  }
}
