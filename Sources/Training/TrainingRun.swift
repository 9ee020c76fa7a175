internal import Diagnostics
public import Foundation
internal import Layers
public import Models
public import Provenance
public import Tensors
public import Tracking

/// A training run in its directory: updates, evaluations, logs, checkpoints, and at the end the
/// model itself. What it leaves is the same whether it ran through or was stopped and resumed.
public final class TrainingRun {
  /// What is trained on what.
  public struct Task {
    /// `lm` or `sft`, for logs and manifest.
    public var kind: String
    public var base: Checkpoint
    public var data: TrainingData
    public var evaluation: TrainingData?
    public var card: ModelCard
    /// Digests of the files that went in.
    public var inputs: [String: Digest]

    public init(
      kind: String, base: Checkpoint, data: TrainingData, evaluation: TrainingData?,
      card: ModelCard, inputs: [String: Digest]
    ) {
      self.kind = kind
      self.base = base
      self.data = data
      self.evaluation = evaluation
      self.card = card
      self.inputs = inputs
    }
  }

  private let method: any TrainingMethod
  private let card: ModelCard
  private let inputs: [String: Digest]
  /// What the manifest states.
  private let stated: any Encodable
  private let configuration: TrainingConfiguration
  private let directory: URL
  private let checkpoints: TrainingCheckpoints
  private let snapshots: ModelSnapshots
  private let schedule: Schedule
  private var state = TrainerState()
  private let sink: any EventSink

  public convenience init(
    _ task: Task, configuration: TrainingConfiguration, directory: URL, device: Device,
    sink: any EventSink
  ) {
    self.init(
      LanguageModelling(task, configuration: configuration, device: device), card: task.card,
      inputs: task.inputs, stated: configuration, configuration: configuration,
      directory: directory, sink: sink)
  }

  init(
    _ method: any TrainingMethod, card: ModelCard, inputs: [String: Digest],
    stated: any Encodable, configuration: TrainingConfiguration, directory: URL,
    sink: any EventSink
  ) {
    self.method = method
    self.card = card
    self.inputs = inputs
    self.stated = stated
    self.configuration = configuration
    self.directory = directory
    self.sink = sink
    snapshots = ModelSnapshots(directory: directory)
    checkpoints = TrainingCheckpoints(directory: directory, kept: configuration.checkpointsKept)
    schedule = configuration.schedule(totalSteps: method.totalSteps)
  }

  /// Takes up the latest intact checkpoint; from the start when there is none.
  ///
  /// - Returns: the step from which the run goes on.
  public static func resumableStep(in directory: URL, sink: any EventSink) throws -> (Int, URL?) {
    var damage: [String] = []
    let checkpoints = TrainingCheckpoints(directory: directory, kept: 2)
    let latest = checkpoints.latest { path, fault in
      damage.append("\(path) is damaged (\(fault)); taking the one before it")
    }
    for warning in damage { try sink.receive(.warning(warning)) }
    return (try latest.map { try TrainerState(readingFrom: $0).step } ?? 0, latest)
  }

  /// Trains to the end, or until `Interruption` is requested.
  ///
  /// - Parameter checkpoint: where to go on from.
  /// - Throws: `Interrupted` after saving; `RunError` for a loss that is not finite, with the step
  ///   and the checkpoint that is left.
  public func run(from checkpoint: URL?) throws {
    if let checkpoint { try restore(checkpoint) }
    try sink.receive(
      .runStarted(
        kind: method.kind, totalSteps: method.totalSteps, startStep: state.step,
        details: details))
    let snapshotSteps = ModelSnapshots.steps(
      count: configuration.snapshots, totalSteps: method.totalSteps,
      spacing: configuration.snapshotSpacing)
    while state.step < method.totalSteps {
      do {
        try advance()
      } catch let collapse as Collapse {
        return try finish(after: collapse)
      }
      let isLast = state.step == method.totalSteps
      if isLast || isDue(configuration.evaluateEvery) { try evaluate() }
      if !isLast, snapshotSteps.contains(state.step) {
        try snapshots.save(snapshot, card: card, tokens: state.tokens, step: state.step)
      }
      if !isLast, isDue(configuration.checkpointEvery) { try save() }
      if Interruption.isRequested, !isLast { try stop() }
    }
    try finish(card)
  }

  private var details: [String: String] {
    var details = method.details
    details["device"] = method.device.description
    details["dtype"] = configuration.dtype.rawValue
    details["parameters"] = "\(method.base.configuration.parameterCount)"
    return details
  }

  private func restore(_ checkpoint: URL) throws {
    state = try checkpoints.restore(checkpoint, optimizer: method.optimizer)
    method.carried = state.carried
  }

  private func isDue(_ interval: Int) -> Bool { interval > 0 && state.step % interval == 0 }

  private func advance() throws {
    let start = ContinuousClock.now
    let learningRate = configuration.learningRate * schedule.factor(at: state.step)
    let report: StepReport
    do {
      report = try method.advance(step: state.step, learningRate: learningRate)
    } catch let error as NonFiniteLoss {
      throw nonFinite(error)
    }
    state.step += 1
    state.updates = method.optimizer.stepCount
    state.tokens += report.tokens
    state.supervisedTokens += report.supervisedTokens
    state.loss = report.loss
    state.carried = method.carried
    let seconds = start.duration(to: .now) / .seconds(1)
    var values = report.values
    values["loss"] = report.loss
    values["learning_rate"] = learningRate
    values["num_tokens"] = Double(state.tokens)
    values["num_supervised_tokens"] = Double(state.supervisedTokens)
    values["timing/step_seconds"] = seconds
    values["timing/tokens_per_second"] = Double(report.tokens) / seconds
    try sink.receive(.metrics(step: state.step, values: values))
  }

  private func nonFinite(_ error: NonFiniteLoss) -> RunError {
    let left = checkpoints.latest { _, _ in }
    let kept =
      left.map { "the last good checkpoint is \($0.path)" }
      ?? "there is no checkpoint yet (--checkpoint-every N makes them)"
    return RunError(
      "step \(state.step + 1): the loss is \(error.loss) and the gradient's norm "
        + "\(error.gradientNorm); \(kept); a lower --learning-rate or a longer --warmup may help")
  }

  private func evaluate() throws {
    guard let values = try method.evaluate() else { return }
    try sink.receive(.evaluation(step: state.step, values: values))
  }

  /// The model as it stands.
  private var snapshot: Checkpoint { method.published(weights) }

  private var weights: [String: Tensor] {
    var weights: [String: Tensor] = [:]
    for parameter in method.optimizer.parameters { weights[parameter.name] = parameter.master }
    return weights
  }

  private func save() throws {
    var checkpoint = snapshot
    checkpoint.weights = weights
    try checkpoints.save(checkpoint, card: card, optimizer: method.optimizer, state: state)
    try sink.receive(
      .checkpointSaved(step: state.step, path: checkpoints.url(step: state.step).path))
  }

  private func stop() throws {
    try save()
    let resume = "run the same command with --resume to go on from step \(state.step)"
    try sink.receive(.runInterrupted(step: state.step, resume: resume))
    throw Interrupted(resume)
  }

  /// Ends the run early with the last good weights: those of the latest checkpoint, or those it
  /// began with.
  private func finish(after collapse: Collapse) throws {
    let left = checkpoints.latest { _, _ in }
    if let left {
      try restore(left)
    } else {
      state = TrainerState()
      withoutGradient {
        for parameter in method.optimizer.parameters {
          guard let weight = method.base.weights[parameter.name] else { continue }
          parameter.master.assign(weight)
          parameter.publish()
        }
      }
    }
    try snapshots.removeAll(after: state.step)
    let note =
      "Training was stopped by its guard: \(collapse.reason). This is the model after step "
      + "\(state.step), the last that was kept before."
    try sink.receive(.warning(note))
    var card = card
    card.paragraphs.append(note)
    try finish(card)
  }

  /// Puts the model and the list of models into the run's directory; the manifest comes last and
  /// marks it as whole, so a run that is killed before it ends again on resuming.
  private func finish(_ card: ModelCard) throws {
    try sink.receive(
      .runFinished(
        step: state.step,
        values: [
          "loss": state.loss, "num_tokens": Double(state.tokens),
          "timing/peak_memory_bytes": Double(peakMemory),
        ]))
    try snapshots.writeList(lastStep: state.step, tokens: state.tokens)
    try ModelPublication.publish(
      snapshot, card: card, kind: method.kind, configuration: stated,
      seed: configuration.seed, inputs: inputs, into: directory)
  }

  /// Of the device where it counts its own, else of the process.
  private var peakMemory: Int {
    method.device.kind == .cuda
      ? Engine.memory(of: method.device).peak : ProcessMemory.peakResidentBytes
  }
}
