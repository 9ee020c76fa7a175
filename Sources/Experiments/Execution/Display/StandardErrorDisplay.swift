internal import Foundation

/// A table where standard error is a terminal, plain lines elsewhere.
public func standardErrorDisplay() -> any ExecutionDisplay {
  let write: (String) -> Void = { text in
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
  guard isatty(STDERR_FILENO) == 1, ProcessInfo.processInfo.environment["TERM"] != "dumb" else {
    return PlainDisplay(write: write)
  }
  return TableDisplay(size: terminalSize, write: write)
}

private func terminalSize() -> (columns: Int, lines: Int) {
  var size = winsize()
  guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
  else { return (80, 24) }
  return (Int(size.ws_col), Int(size.ws_row))
}
