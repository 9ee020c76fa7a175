internal import Foundation
internal import Tracking

/// A table where standard error is a terminal, plain lines elsewhere.
public func standardErrorDisplay() -> any ExecutionDisplay {
  guard let first = TerminalSize(of: STDERR_FILENO) else {
    return PlainDisplay(write: writeToStandardError)
  }
  return TableDisplay(
    size: {
      let size = TerminalSize(of: STDERR_FILENO) ?? first
      return (size.columns, size.lines)
    }, write: writeToStandardError)
}
