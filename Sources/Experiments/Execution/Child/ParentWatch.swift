internal import Foundation

/// Ends this process when the one that started it ends, however that ends: the parent holds the
/// other end of standard input and never writes to it, so the end of input is the parent's end.
public enum ParentWatch {
  /// The exit code of a process that ended because its parent did.
  public static let exitCode: Int32 = 137

  /// Watches from a thread of its own. Standard input must not be read by anyone else.
  public static func install() {
    install(input: STDIN_FILENO)
  }

  package static func install(input: Int32) {
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while true {
        let count = read(input, &byte, 1)
        if count > 0 || (count < 0 && errno == EINTR) { continue }
        _exit(exitCode)
      }
    }
  }
}
