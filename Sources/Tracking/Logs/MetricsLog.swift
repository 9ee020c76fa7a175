internal import Diagnostics
internal import Foundation

/// Keeps the numbers of a run as rows of `metrics.jsonl`, a table that any plotting tool reads.
///
/// One row for each `.metrics`, `.evaluation` and `.runFinished`: `step`, `time` (seconds since
/// 1970), then the values, flat and sorted by key. A number that is not finite becomes null. The
/// row of `.runFinished` also has `"run_finished":true`.
///
/// The log of a run that was killed and resumed equals that of an uninterrupted one except in
/// `time` and in the keys that begin with `timing/`, provided that the events of a step are sent
/// before the checkpoint of that step is saved.
public final class MetricsLog: EventSink {
  public static let fileName = "metrics.jsonl"
  private let path: String
  private let file: AppendingFile
  private let clock: WallClock

  /// Starts the log of a new run.
  ///
  /// - Throws: `InputError` when `path` exists; `RunError` when it cannot be made.
  public init(_ path: String, clock: @escaping WallClock = systemTime) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw InputError(
        path, "exists", remedy: "continue the run with --resume, or give another --out")
    }
    self.path = path
    self.clock = clock
    file = try AppendingFile(path)
  }

  /// Goes on with the log of a run that continues after `step` finished steps: rows of later steps,
  /// the row of an earlier finish and a torn last line are removed first. An absent log is begun.
  ///
  /// - Throws: `InputError` naming a kept line that is no row, with the log untouched; `RunError`
  ///   when the disk refuses.
  public init(
    _ path: String, resumingAfter step: Int, clock: @escaping WallClock = systemTime
  ) throws {
    let length = try Self.keptLength(resumingAfter: step, in: path)
    self.path = path
    self.clock = clock
    file = try AppendingFile(path)
    try file.cut(to: length)
  }

  public func receive(_ event: Event) throws {
    switch event {
    case .metrics(let step, let values), .evaluation(let step, let values):
      try append(MetricsRow(step: step, values: values))
    case .runFinished(let step, let values):
      try append(MetricsRow(step: step, values: values, isFinal: true))
      try file.synchronize()
    case .checkpointSaved, .runInterrupted: try file.synchronize()
    case .runStarted, .warning: break
    }
  }

  private func append(_ row: MetricsRow) throws {
    if let key = row.reservedKey {
      throw RunError("\(path): a metric cannot be called '\(key)'")
    }
    try file.append(row.line(time: milliseconds(clock())))
  }
}
