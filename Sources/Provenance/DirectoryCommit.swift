internal import Diagnostics
internal import Foundation

/// Writes a whole directory at once: a reader finds all of it or none of it, whenever the writer
/// is killed.
///
/// The content is written beside `path` under a temporary name, every file and directory is synced,
/// the marker `COMPLETE` is added with the digest and size of every file, and the directory is
/// renamed to `path`.
public enum DirectoryCommit {
  /// - Parameters:
  ///   - path: where the directory shall be. It must be absent or an empty directory.
  ///   - body: fills the temporary directory whose path it is given.
  /// - Throws: `InputError` when `path` is not empty; what `body` throws; `RunError` naming `path`
  ///   for all else. Nothing is left behind, except that the whole directory can be there when the
  ///   disk refuses only to confirm the renaming.
  public static func write(_ path: String, _ body: (_ temporary: String) throws -> Void) throws {
    try requireEmptyOrAbsent(path)
    let temporary = TemporaryName.sibling(of: path)
    do {
      try naming(path) {
        try FileManager.default.createDirectory(
          atPath: temporary, withIntermediateDirectories: true)
      }
      try body(temporary)
      try naming(path) { try finish(temporary, as: path) }
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw Self.naming(path, insteadOf: temporary, error)
    }
  }

  /// A refusal of the disk inside `body` speaks of the place that the caller knows.
  private static func naming(
    _ path: String, insteadOf temporary: String, _ error: any Error
  ) -> any Error {
    switch error {
    case let error as RunError where error.cause == .storage:
      RunError(storage: error.description.replacing(temporary, with: path))
    case let error as CocoaError:
      RunError(storage: "\(path): cannot be written: \(error.localizedDescription)")
    default: error
    }
  }

  private static func finish(_ temporary: String, as path: String) throws {
    let marker = try CompletionMarker(describing: temporary)
    try synchronizeTree(temporary)
    try writeDurably(try marker.encoded(), to: "\(temporary)/\(CompletionMarker.fileName)")
    try synchronize(temporary)
    try renameDurably(temporary, to: path)
  }

  /// Turns what `body` throws into a `RunError` that begins with `path`.
  private static func naming(_ path: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as RunError {
      throw RunError(storage: "\(path): cannot be written: \(error)")
    } catch let error as InputError {
      throw RunError(storage: "\(path): cannot be written: \(error)")
    } catch {
      throw RunError(storage: "\(path): cannot be written: \(error.localizedDescription)")
    }
  }

  private static func synchronizeTree(_ directory: String) throws {
    for name in try FileManager.default.subpathsOfDirectory(atPath: directory).sorted() {
      try synchronize("\(directory)/\(name)")
    }
  }
}

/// The rule for every `--out`: the directory is absent or empty.
///
/// - Throws: `InputError` that says what to do.
public func requireEmptyOrAbsent(_ path: String) throws {
  var isDirectory: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return }
  guard isDirectory.boolValue else {
    throw InputError(path, "is a file", expected: "a directory that is empty or absent")
  }
  let content: [String]
  do {
    content = try FileManager.default.contentsOfDirectory(atPath: path)
  } catch {
    throw InputError(path, "cannot be listed: \(error.localizedDescription)")
  }
  guard content.isEmpty else {
    throw InputError(
      path, "is not empty", remedy: "continue it with --resume, or give another --out")
  }
}
