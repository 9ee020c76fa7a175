internal import Diagnostics
public import Foundation

extension JudgedSample.Content {
  /// What the file holds: a `.py` file a program, any other an answer.
  ///
  /// A symbolic link is not followed, and what is no regular file, such as a pipe, is not read.
  ///
  /// - Throws: `InputError` when there is no such file, or it cannot be opened.
  public init(reading file: URL) throws {
    let descriptor = open(file.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      // Linux says ELOOP of a link here.
      if errno == ELOOP || errno == EMLINK {
        self = .unusable(.unscored, reason: "a symbolic link, which is not followed")
        return
      }
      throw InputError(
        file.path, errno == ENOENT ? "no such file" : String(cString: strerror(errno)),
        expected: "a file of Python, or of an answer with code")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      self = .unusable(.unscored, reason: "not a regular file")
      return
    }
    guard let data = try? handle.read(upToCount: Judge.largestProgram + 1) ?? Data() else {
      throw InputError(file.path, "cannot be read")
    }
    self.init(data, isProgram: file.pathExtension.lowercased() == "py")
  }

  /// - Parameter data: UTF-8, with or without a byte-order mark.
  init(_ data: Data, isProgram: Bool) {
    guard data.count <= Judge.largestProgram else {
      self = .unusable(.unscored, reason: "larger than \(Judge.largestProgram) bytes")
      return
    }
    let isMarked = data.starts(with: [0xEF, 0xBB, 0xBF])
    guard let text = String(validating: isMarked ? data.dropFirst(3) : data, as: UTF8.self) else {
      self = .unusable(.unparsable, reason: "not UTF-8 text")
      return
    }
    self = isProgram ? .program(text) : .answer(text)
  }
}
