internal import Foundation

/// The size of a terminal in characters.
package struct TerminalSize: Sendable, Equatable {
  package var columns: Int
  package var lines: Int

  /// nil where the descriptor is no terminal, or one that cannot move its cursor. A terminal that
  /// does not say its size has 80 columns and 24 lines.
  package init?(of descriptor: Int32) {
    guard isatty(descriptor) == 1, ProcessInfo.processInfo.environment["TERM"] != "dumb" else {
      return nil
    }
    var size = winsize()
    let isKnown =
      ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 && size.ws_row > 0
    columns = isKnown ? Int(size.ws_col) : 80
    lines = isKnown ? Int(size.ws_row) : 24
  }
}
