internal import Foundation
public import Tracking

/// How a stage's process tells the run how far it is: as a sink of a training's events, or by
/// `report`. At most five lines a second are written; a line that cannot be written is let be, for
/// work never ends because nobody can watch it. For one thread.
public final class StageProgress: EventSink {
  private let path: String
  private let clock: () -> Double
  private let began: Double
  private var lastWritten = -Double.infinity
  private var total: Int?
  private var first: (step: Int, time: Double)?

  package init(
    _ path: String,
    clock: @escaping () -> Double = { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
  ) {
    self.path = path
    self.clock = clock
    began = clock()
  }

  public func receive(_ event: Event) {
    switch event {
    case .runStarted(_, let totalSteps, let startStep, _):
      total = totalSteps
      write(step: startStep, note: nil, values: [:], isForced: true)
      // The first step tells nothing of speed: it holds the warming up.
      first = nil
    case .metrics(let step, let values):
      write(step: step, note: nil, values: values, isForced: step == total)
    case .evaluation, .checkpointSaved, .warning, .runFinished, .runInterrupted: break
    }
  }

  /// - Parameters:
  ///   - step: what is done, of `total`.
  ///   - note: in a few words, what is being done.
  public func report(step: Int, of total: Int, note: String? = nil) {
    let isNew = self.total != total
    if isNew { first = nil }
    self.total = total
    write(step: step, note: note, values: [:], isForced: isNew || step == total)
  }

  private func write(step: Int, note: String?, values: [String: Double], isForced: Bool) {
    let now = clock()
    let start = first ?? (step, now)
    first = start
    guard isForced || now - lastWritten >= 0.2 else { return }
    lastWritten = now
    var record = ProgressRecord(elapsed: now - began, step: step, total: total, note: note)
    if let total, step > start.step, now > start.time {
      record.left = Double(total - step) * (now - start.time) / Double(step - start.step)
    }
    record.loss = values[MetricName.loss].flatMap { $0.isFinite ? $0 : nil }
    record.tokensPerSecond = values[MetricName.tokensPerSecond].flatMap { $0.isFinite ? $0 : nil }
    try? ProgressRecord.append(record, to: path)
  }
}
