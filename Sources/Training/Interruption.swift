internal import Foundation
internal import Synchronization

/// Ctrl-C and `kill`: the first asks the work to save and stop, the second ends the program.
public enum Interruption {
  private static let requested = Atomic(false)

  /// Whether somebody asked for a stop.
  public static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// From now on, SIGINT and SIGTERM ask instead of killing.
  public static func install() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { received in
        Interruption.requested.store(true, ordering: .relaxed)
        signal(received, SIG_DFL)
      }
    }
  }
}

/// Work that stopped because it was asked to. The program maps it to exit code 130.
public struct Interrupted: Error, CustomStringConvertible {
  public var description: String

  public init(_ description: String) { self.description = description }
}
