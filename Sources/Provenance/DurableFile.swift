internal import Diagnostics
public import Foundation

/// Writes `data` to the file `path` so that after a kill or a power cut the file holds either all
/// of its former content or all of the new one.
///
/// - Throws: `RunError` that names the path (full disk, no permission); nothing is left behind.
public func writeAtomically(_ data: Data, to path: String) throws {
  let temporary = TemporaryName.sibling(of: path)
  do {
    try writeDurably(data, to: temporary)
    try renameDurably(temporary, to: path)
  } catch {
    unlink(temporary)
    throw error
  }
}

/// Creates `path` with `data` and waits until it is on the disk. The file must not exist.
func writeDurably(_ data: Data, to path: String) throws {
  let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
  guard file >= 0 else { throw systemError("cannot create", path) }
  defer { close(file) }
  var rest = data[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if written < 0 && errno == EINTR { continue }
    guard written > 0 else { throw systemError("cannot write", path) }
    rest = rest.dropFirst(written)
  }
  guard fsync(file) == 0 else { throw systemError("cannot write to the disk", path) }
}

/// Waits until the file or directory at `path` is on the disk.
func synchronize(_ path: String) throws {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw systemError("cannot open", path) }
  defer { close(file) }
  guard fsync(file) == 0 else { throw systemError("cannot write to the disk", path) }
}

/// Renames and then waits until the parent directory is on the disk.
func renameDurably(_ source: String, to target: String) throws {
  guard rename(source, target) == 0 else { throw systemError("cannot rename into place", target) }
  try synchronize(parentDirectory(of: target))
}

/// The directory that holds `path`: `.` for a bare name.
func parentDirectory(of path: String) -> String {
  let parent = (path as NSString).deletingLastPathComponent
  return parent.isEmpty ? "." : parent
}

/// A `RunError` that names `path` and the reason the system gave in `errno`.
func systemError(_ action: String, _ path: String) -> RunError {
  let reason = errno
  return RunError(storage: "\(path): \(action): \(String(cString: strerror(reason)))")
}
