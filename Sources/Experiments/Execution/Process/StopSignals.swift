internal import Foundation
internal import Synchronization

/// Ctrl-C and `kill` while stages run: counted, and left to the executor to act upon. The third
/// ends the program at once.
enum StopSignals {
  private static let received = Atomic(0)

  /// How often a stop was asked for.
  static var count: Int { received.load(ordering: .relaxed) }

  /// Counts SIGINT, SIGTERM and SIGHUP during `body`, then gives them back to whom they belonged.
  static func counting<Result>(_ body: () throws -> Result) rethrows -> Result {
    received.store(0, ordering: .relaxed)
    let numbers = [SIGINT, SIGTERM, SIGHUP]
    let earlier = numbers.map { number in
      signal(number) { caught in
        let count = StopSignals.received.add(1, ordering: .relaxed).newValue
        if count >= 2 { signal(caught, SIG_DFL) }
      }
    }
    defer { for (number, handler) in zip(numbers, earlier) { signal(number, handler) } }
    return try body()
  }
}
