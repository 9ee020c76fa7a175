internal import Foundation

/// Keeps every event as one line of `events.jsonl`, with the `time` at which it came (seconds since
/// 1970).
///
/// It is the run's history: a resumed run appends to it, and steps that were repeated after a kill
/// are there twice. Only a torn last line is removed.
public final class EventLog: EventSink {
  public static let fileName = "events.jsonl"
  private let file: AppendingFile
  private let clock: WallClock
  private let encoder = JSONEncoder()

  /// - Throws: `RunError` naming the path.
  public init(_ path: String, clock: @escaping WallClock = systemTime) throws {
    file = try AppendingFile(path)
    try file.removeTornLine()
    self.clock = clock
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  public func receive(_ event: Event) throws {
    let line = Line(time: milliseconds(clock()), event: event)
    try file.append(try encoder.encode(line) + Data("\n".utf8))
  }

  private struct Line: Encodable {
    var time: Double
    var event: Event

    enum CodingKeys: CodingKey { case time }

    func encode(to encoder: any Encoder) throws {
      try event.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(time, forKey: .time)
    }
  }
}

/// Drops what is finer than a millisecond.
func milliseconds(_ seconds: Double) -> Double {
  (seconds * 1000).rounded() / 1000
}
