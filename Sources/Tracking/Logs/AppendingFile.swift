internal import Diagnostics
internal import Foundation

/// A file that only grows, by one `write` a record, so that a kill leaves whole records and at most
/// one torn at the end.
final class AppendingFile {
  private let path: String
  private let file: Int32
  private var length: off_t

  /// Opens `path` and makes it when it is absent.
  ///
  /// Throws `RunError` naming the path.
  init(_ path: String) throws {
    self.path = path
    file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Self.failure("cannot open", path) }
    length = lseek(file, 0, SEEK_END)
  }

  deinit { close(file) }

  /// Cuts a last line that has no end, which a killed writer left.
  func removeTornLine() throws {
    var keep = length
    var byte: UInt8 = 0
    while keep > 0, pread(file, &byte, 1, keep - 1) == 1, byte != UInt8(ascii: "\n") { keep -= 1 }
    try cut(to: Int(keep))
  }

  /// Leaves only the first `count` bytes.
  func cut(to count: Int) throws {
    guard off_t(count) < length else { return }
    guard ftruncate(file, off_t(count)) == 0 else { throw Self.failure("cannot cut", path) }
    length = off_t(count)
  }

  /// Appends all of `data` or, when the disk refuses, nothing.
  func append(_ data: Data) throws {
    var rest = data[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else {
        let error = Self.failure("cannot write", path)
        ftruncate(file, length)
        throw error
      }
      rest = rest.dropFirst(written)
    }
    length += off_t(data.count)
  }

  /// Waits until everything appended is on the disk.
  func synchronize() throws {
    guard fsync(file) == 0 else { throw Self.failure("cannot write to the disk", path) }
  }

  /// Names `path` and the reason the system gave in `errno`.
  private static func failure(_ action: String, _ path: String) -> RunError {
    let reason = errno
    return RunError(storage: "\(path): \(action): \(String(cString: strerror(reason)))")
  }
}
