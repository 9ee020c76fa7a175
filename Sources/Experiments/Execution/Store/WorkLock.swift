internal import Diagnostics
internal import Foundation

/// Keeps a stage's work folder for one process. The stage's process inherits the lock, so it is
/// held until that one ends too, even when the run that started it was killed.
final class WorkLock: Sendable {
  static let fileName = ".lock"
  /// The open file that the stage's process is given.
  let file: Int32

  /// nil when somebody else holds it.
  ///
  /// - Throws: `RunError` when the file cannot be opened.
  init?(_ folder: WorkFolder) throws {
    let path = "\(folder.path)/\(Self.fileName)"
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      throw RunError(storage: "\(path): cannot open: \(String(cString: strerror(errno)))")
    }
    // Out of the way of the numbers that a child's standard streams and lock take.
    file = fcntl(opened, F_DUPFD_CLOEXEC, 10)
    close(opened)
    guard file >= 0 else {
      throw RunError("\(path): cannot be kept open: \(String(cString: strerror(errno)))")
    }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else { return nil }
  }

  deinit { close(file) }

  /// Waits for a process that is about to end, such as the orphan of a run that was killed.
  ///
  /// - Throws: `InputError` when it is still there after `seconds`.
  static func wait(for folder: WorkFolder, seconds: Double = 10) throws -> WorkLock {
    let end = Date().addingTimeInterval(seconds)
    while true {
      if let lock = try WorkLock(folder) { return lock }
      guard Date() < end else {
        throw InputError(
          folder.path, "is still in use by a process of an earlier run",
          remedy: "wait for it or stop it")
      }
      usleep(50_000)
    }
  }

  /// Whether some process works in `folder` now.
  static func isHeld(_ folder: WorkFolder) -> Bool {
    let file = open("\(folder.path)/\(fileName)", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return flock(file, LOCK_SH | LOCK_NB) != 0
  }
}
