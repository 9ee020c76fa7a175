import Diagnostics
public import Foundation

/// Writes a JSON-lines file that appears whole or not at all: rows go to a temporary file beside
/// the target, which takes the target's name in `finish()`. Without `finish()` it is removed.
public final class JSONLinesWriter {
  private let file: URL
  private let temporary: URL
  private var handle: UnsafeMutablePointer<FILE>?

  /// - Throws: `InputError` when the file cannot be created.
  public init(_ file: URL) throws {
    self.file = file
    let name = ".\(file.lastPathComponent).\(UUID().uuidString).tmp"
    temporary = file.deletingLastPathComponent().appendingPathComponent(name)
    guard let handle = fopen(temporary.path, "wb") else {
      throw InputError(
        file.path, "cannot be created: \(Self.reason)", expected: "a place that can be written to")
    }
    self.handle = handle
  }

  deinit {
    guard let handle else { return }
    fclose(handle)
    unlink(temporary.path)
  }

  /// - Throws: `RunError` when the row cannot be written, for instance on a full disk.
  public func write(_ row: JSONObject) throws {
    var line = try JSONValue.object(row).serialized() + "\n"
    let written = line.withUTF8 { fwrite($0.baseAddress, 1, $0.count, handle) == $0.count }
    guard written else { throw failure() }
  }

  /// Flushes to the disk and gives the file its name. Nothing may be written after it.
  ///
  /// - Throws: `RunError` when that fails; the target is then untouched.
  public func finish() throws {
    guard let handle else { return }
    guard fflush(handle) == 0, fsync(fileno(handle)) == 0 else { throw failure() }
    self.handle = nil
    guard fclose(handle) == 0, rename(temporary.path, file.path) == 0 else {
      let error = failure()
      unlink(temporary.path)
      throw error
    }
  }

  private func failure() -> RunError {
    RunError(storage: "\(file.path): writing failed: \(Self.reason)")
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
