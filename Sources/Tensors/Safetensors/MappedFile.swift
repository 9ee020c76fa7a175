internal import Diagnostics
internal import Foundation

/// A file mapped into memory, copy on write; unmapped when the last tensor that wraps it goes.
final class MappedFile {
  let path: String
  let count: Int
  let base: UnsafeMutableRawPointer

  init(_ path: String) throws(InputError) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw InputError(path, "cannot be opened: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, (status.st_mode & S_IFMT) == S_IFREG else {
      throw InputError(path, "is not a regular file")
    }
    count = Int(status.st_size)
    guard count > 0 else { throw InputError(path, "is empty") }
    let mapped = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0)
    guard let mapped, mapped != MAP_FAILED else {
      throw InputError(path, "cannot be mapped: \(String(cString: strerror(errno)))")
    }
    base = mapped
    self.path = path
  }

  deinit { munmap(base, count) }
}
