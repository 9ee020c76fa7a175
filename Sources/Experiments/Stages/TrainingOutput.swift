internal import Corpus
internal import Foundation
internal import Models
internal import Provenance
internal import Tensors
internal import Tracking
internal import Training

/// A training run inside a stage: carried out in its scratch folder, where it goes on after an
/// interruption, and published to its output.
struct TrainingOutput {
  let context: StageContext

  /// - Parameter makeRun: makes the run in a folder that is there.
  func carryOut(_ makeRun: (_ work: URL, _ sink: any EventSink) throws -> TrainingRun) throws {
    let work = context.scratch
    if !ModelPublication.isComplete(work) {
      _ = removeLeftovers(in: work.path)
      let progress = context.progress()
      let (step, checkpoint) = try TrainingRun.resumableStep(in: work, sink: progress)
      let metrics = try MetricsLog(
        work.appendingPathComponent(MetricsLog.fileName).path, resumingAfter: step)
      try makeRun(work, EventHub([metrics, progress])).run(from: checkpoint)
    }
    try publish(work)
  }

  /// Takes the model, the models kept along the way and the metrics without the wall clock's: a
  /// finished stage is the same bytes whenever it is done. What only served to go on after an
  /// interruption stays behind.
  private func publish(_ work: URL) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: work.path).sorted()
    let left = [Manifest.fileName, MetricsLog.fileName]
    // What begins with a dot is half a folder that a kill left.
    for name in names
    where !name.hasPrefix(".") && !name.hasPrefix("checkpoint-") && !left.contains(name) {
      try FileManager.default.copyItem(
        at: work.appendingPathComponent(name),
        to: context.output.appendingPathComponent(name))
    }
    try publishMetrics(work)
  }

  private func publishMetrics(_ work: URL) throws {
    let reader = try JSONLinesReader(work.appendingPathComponent(MetricsLog.fileName))
    let writer = try JSONLinesWriter(context.output.appendingPathComponent(MetricsLog.fileName))
    while let row = try reader.next() {
      var kept = JSONObject()
      for member in row.value.members
      where member.key != "time" && !member.key.hasPrefix("timing/") {
        kept[member.key] = member.value
      }
      try writer.write(kept)
    }
    try writer.finish()
  }
}
