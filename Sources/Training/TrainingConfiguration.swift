public import Layers
public import Tensors

/// What determines a training run, besides the model and the data.
public struct TrainingConfiguration: Codable, Sendable, Equatable {
  public var length: Length
  /// Tokens of a step; samples are packed up to it without padding.
  public var batchTokens: Int
  /// Tokens of one forward pass; a step of more is split, with the same result up to rounding.
  public var microBatchTokens: Int
  /// The longest sample in tokens.
  public var maxLength: Int
  public var learningRate: Double
  public var schedule: Schedule.Shape
  /// Warm-up as a share of all steps when below 1, else in steps.
  public var warmup: Double
  /// The share of the learning rate that is left at the end of `linear` and `cosine`.
  public var finalLearningRateShare: Double
  public var optimizer: Optimizer.Configuration
  /// The largest global norm of the gradient; 0 switches clipping off.
  public var clipNorm: Double
  /// What the loss of a step is the mean of.
  public var loss: LossNormalization
  /// Whether only what the assistant says in a chat is learnt, or what others say as well.
  public var assistantOnlyLoss: Bool
  /// f32, or bf16 with f32 master weights.
  public var dtype: DType
  public var seed: UInt64
  /// Steps between evaluations; 0: only at the end.
  public var evaluateEvery: Int
  /// Steps between checkpoints; 0: only when interrupted.
  public var checkpointEvery: Int
  /// Checkpoints kept at a time; at least 2, so that a damaged one has a predecessor.
  public var checkpointsKept: Int
  /// Models kept from along the way. They lie in `step-<n>`, but for the last, which is the run's
  /// own.
  public var snapshots: Int
  /// Of 320 steps and 4 models, `halving` keeps those after 40, 80, 160 and 320, `even` those after
  /// 80, 160, 240 and 320.
  public var snapshotSpacing: ModelSnapshots.Spacing

  public init(
    length: Length, batchTokens: Int = 4096, microBatchTokens: Int? = nil, maxLength: Int = 512,
    learningRate: Double = 1e-3, schedule: Schedule.Shape = .cosine, warmup: Double = 0.05,
    finalLearningRateShare: Double = 0.1, optimizer: Optimizer.Configuration = .init(),
    clipNorm: Double = 1, loss: LossNormalization = .token, assistantOnlyLoss: Bool = true,
    dtype: DType = .bf16, seed: UInt64 = 0, evaluateEvery: Int = 0, checkpointEvery: Int = 0,
    checkpointsKept: Int = 2, snapshots: Int = 1,
    snapshotSpacing: ModelSnapshots.Spacing = .halving
  ) {
    self.length = length
    self.batchTokens = batchTokens
    self.microBatchTokens = microBatchTokens ?? batchTokens
    self.maxLength = maxLength
    self.learningRate = learningRate
    self.schedule = schedule
    self.warmup = warmup
    self.finalLearningRateShare = finalLearningRateShare
    self.optimizer = optimizer
    self.clipNorm = clipNorm
    self.loss = loss
    self.assistantOnlyLoss = assistantOnlyLoss
    self.dtype = dtype
    self.seed = seed
    self.evaluateEvery = evaluateEvery
    self.checkpointEvery = checkpointEvery
    self.checkpointsKept = checkpointsKept
    self.snapshots = snapshots
    self.snapshotSpacing = snapshotSpacing
  }

  /// All steps of the run over the data that `plan` describes.
  func totalSteps(_ plan: BatchPlan) -> Int {
    switch length {
    case .steps(let count): count
    case .tokens(let count): plan.stepCount(tokens: count)
    case .epochs(let count): plan.stepCount(epochs: count)
    }
  }

  func schedule(totalSteps: Int) -> Schedule {
    let steps = warmup < 1 ? Int((warmup * Double(totalSteps)).rounded()) : Int(warmup)
    return Schedule(
      shape: schedule, warmupSteps: min(steps, totalSteps), totalSteps: totalSteps,
      finalShare: finalLearningRateShare)
  }
}
