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

  private let task: Task
  private let configuration: TrainingConfiguration
  private let directory: URL
  private let checkpoints: TrainingCheckpoints
  private let snapshots: ModelSnapshots
  private let update: TrainingStep
  private var plan: BatchPlan
  private let totalSteps: Int
  private let schedule: Schedule
  private var state = TrainerState()
  private let sink: any EventSink

  public init(
    _ task: Task, configuration: TrainingConfiguration, directory: URL, device: Device,
    sink: any EventSink
  ) {
    self.task = task
    self.configuration = configuration
    self.directory = directory
    self.sink = sink
    let model = task.base.model(dtype: configuration.dtype, device: device)
    update = TrainingStep(
      model: model,
      optimizer: Optimizer(
        configuration.optimizer, parameters: model.parameters(masters: task.base.weights)),
      clipNorm: configuration.clipNorm, normalization: configuration.loss)
    snapshots = ModelSnapshots(directory: directory)
    checkpoints = TrainingCheckpoints(directory: directory, kept: configuration.checkpointsKept)
    plan = BatchPlan(
      lengths: task.data.lengths, tokensPerBatch: configuration.batchTokens,
      seed: configuration.seed)
    totalSteps = configuration.totalSteps(plan)
    schedule = configuration.schedule(totalSteps: totalSteps)
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
    if let checkpoint {
      state = try checkpoints.restore(
        checkpoint, model: update.model, optimizer: update.optimizer)
    }
    try sink.receive(
      .runStarted(
        kind: task.kind, totalSteps: totalSteps, startStep: state.step,
        details: [
          "device": update.model.device.description, "dtype": configuration.dtype.rawValue,
          "parameters": "\(task.base.configuration.parameterCount)",
          "samples": "\(task.data.samples.count)",
        ]))
    let snapshotSteps = ModelSnapshots.steps(
      count: configuration.snapshots, totalSteps: totalSteps)
    while state.step < totalSteps {
      try advance()
      let isLast = state.step == totalSteps
      if isLast || isDue(configuration.evaluateEvery) { try evaluate() }
      if !isLast, snapshotSteps.contains(state.step) {
        try snapshots.save(snapshot, card: task.card, tokens: state.tokens, step: state.step)
      }
      if !isLast, isDue(configuration.checkpointEvery) { try save() }
      if Interruption.isRequested, !isLast { try stop() }
    }
    try finish()
  }

  private func isDue(_ interval: Int) -> Bool { interval > 0 && state.step % interval == 0 }

  private func advance() throws {
    let start = ContinuousClock.now
    let (epochs, samples) = plan.batch(at: state.step)
    let learningRate = configuration.learningRate * schedule.factor(at: state.step)
    let outcome: TrainingStep.Outcome
    do {
      outcome = try update.update(
        task.data,
        microBatches: plan.packed(samples, tokensPerBatch: configuration.microBatchTokens),
        learningRate: learningRate)
    } catch let error as NonFiniteLoss {
      throw nonFinite(error)
    }
    state.step += 1
    state.tokens += outcome.tokens
    state.supervisedTokens += outcome.supervisedTokens
    state.loss = outcome.loss
    let seconds = start.duration(to: .now) / .seconds(1)
    try sink.receive(
      .metrics(
        step: state.step,
        values: [
          "loss": outcome.loss, "grad_norm": outcome.gradientNorm, "learning_rate": learningRate,
          "epoch": epochs, "num_tokens": Double(state.tokens),
          "num_supervised_tokens": Double(state.supervisedTokens),
          "timing/step_seconds": seconds,
          "timing/tokens_per_second": Double(outcome.tokens) / seconds,
        ]))
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
    guard let data = task.evaluation else { return }
    let loss = update.evaluate(data, tokensPerBatch: configuration.microBatchTokens)
    try sink.receive(
      .evaluation(
        step: state.step, values: ["eval_loss": loss, "eval_perplexity": exp(loss)]))
  }

  private var snapshot: Checkpoint {
    var weights: [String: Tensor] = [:]
    for parameter in update.optimizer.parameters { weights[parameter.name] = parameter.master }
    return Checkpoint(
      configuration: task.base.configuration, weights: weights, tokens: task.base.tokens,
      tokenizer: task.base.tokenizer)
  }

  private func save() throws {
    try checkpoints.save(
      snapshot, card: task.card, optimizer: update.optimizer, state: state)
    try sink.receive(
      .checkpointSaved(step: state.step, path: checkpoints.url(step: state.step).path))
  }

  private func stop() throws {
    try save()
    let resume = "run the same command with --resume to go on from step \(state.step)"
    try sink.receive(.runInterrupted(step: state.step, resume: resume))
    throw Interrupted(resume)
  }

  /// Puts the model and the list of models into the run's directory; the manifest comes last and
  /// marks it as whole, so a run that is killed before it ends again on resuming.
  private func finish() throws {
    try sink.receive(
      .runFinished(
        step: state.step,
        values: [
          "loss": state.loss, "num_tokens": Double(state.tokens),
          "timing/peak_memory_bytes": Double(peakMemory),
        ]))
    try snapshots.writeList(lastStep: state.step, tokens: state.tokens)
    try ModelPublication.publish(
      snapshot, card: task.card, kind: task.kind, configuration: configuration,
      seed: configuration.seed, inputs: task.inputs, into: directory)
  }

  /// Of the device where it counts its own, else of the process.
  private var peakMemory: Int {
    let device = update.model.device
    return device.kind == .cuda
      ? Engine.memory(of: device).peak : ProcessMemory.peakResidentBytes
  }
}
