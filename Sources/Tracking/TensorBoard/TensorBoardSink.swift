internal import Diagnostics
internal import Foundation

/// Writes metrics and evaluations as scalars into an event file that TensorBoard shows.
///
/// Each sink makes one new file. When a run begins after step n, TensorBoard forgets what earlier
/// files of the directory say of later steps.
public final class TensorBoardSink: EventSink {
  private let file: AppendingFile
  private let clock: WallClock

  /// Makes `directory`, when it is absent, and in it
  /// `events.out.tfevents.<seconds since 1970>.<host>.<process>`.
  ///
  /// - Throws: `RunError` naming the path.
  public init(_ directory: String, clock: @escaping WallClock = systemTime) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw RunError(storage: "\(directory): cannot create: \(error.localizedDescription)")
    }
    let time = clock()
    let name = "events.out.tfevents.\(Int(time)).\(hostName()).\(getpid())"
    file = try AppendingFile("\(directory)/\(name)")
    self.clock = clock
    try append(.fileVersion(time: time))
  }

  public func receive(_ event: Event) throws {
    switch event {
    case .runStarted(_, _, let startStep, _):
      try append(.restart(atStep: startStep + 1, time: clock()))
    case .metrics(let step, let values), .evaluation(let step, let values):
      guard !values.isEmpty else { break }
      try append(.scalars(values, step: step, time: clock()))
    case .checkpointSaved, .warning, .runFinished, .runInterrupted: break
    }
  }

  private func append(_ record: TensorBoardRecord) throws {
    try file.append(Data(record.framed))
  }
}

/// The machine's own name for itself. Foundation's `hostName` may ask the network for it.
private func hostName() -> String {
  var name = [UInt8](repeating: 0, count: 256)
  let status = name.withUnsafeMutableBytes {
    gethostname($0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count - 1)
  }
  let text = String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
  return status == 0 && !text.isEmpty && !text.contains("/") ? text : "localhost"
}
