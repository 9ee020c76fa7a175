internal import Diagnostics
internal import Foundation

/// Keeps a directory for one process. The system releases the lock when the process ends, however
/// it ends.
public final class DirectoryLock: Sendable {
  public static let fileName = ".lock"
  private let file: Int32

  /// Locks `directory`, which must exist.
  ///
  /// - Throws: `InputError` naming the process that holds it; `RunError` when the lock file cannot
  ///   be opened.
  public init(_ directory: String) throws {
    let path = "\(directory)/\(Self.fileName)"
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw systemError("cannot open", path) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let refusal = errno == EWOULDBLOCK ? nil : systemError("cannot lock", path)
      let holder = Self.holder(file)
      close(file)
      throw refusal
        ?? InputError(
          directory, "is in use by process \(holder)", remedy: "wait for it or stop it")
    }
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(file, 0) == 0, pwrite(file, text, text.count, 0) == text.count else {
      let error = systemError("cannot write", path)
      close(file)
      throw error
    }
    self.file = file
  }

  deinit { close(file) }

  private static func holder(_ file: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(file, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(0, count)).prefix { (48...57).contains($0) }
    return digits.isEmpty ? "(unknown)" : String(decoding: digits, as: UTF8.self)
  }
}
