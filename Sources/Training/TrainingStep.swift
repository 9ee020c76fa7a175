internal import Diagnostics
public import Layers
public import Models
internal import Tensors

/// The arithmetic of language-model training: one update, one evaluation.
public final class TrainingStep {
  public let model: Llama
  public let optimizer: Optimizer
  private let clipNorm: Double
  private let normalization: LossNormalization

  /// What an update did.
  public struct Outcome: Sendable, Equatable {
    /// Negative log-likelihood of the supervised tokens before the update, in nats, averaged as
    /// `LossNormalization` says.
    public var loss: Double
    /// Global norm of the gradient before clipping.
    public var gradientNorm: Double
    public var tokens: Int
    public var supervisedTokens: Int
  }

  public init(
    model: Llama, optimizer: Optimizer, clipNorm: Double,
    normalization: LossNormalization = .token
  ) {
    self.model = model
    self.optimizer = optimizer
    self.clipNorm = clipNorm
    self.normalization = normalization
  }

  /// One update on the samples of `microBatches`, whose losses are divided by the supervised tokens
  /// (or the samples) of all of them: the split changes nothing but rounding.
  ///
  /// - Throws: `NonFiniteLoss`; the weights are then those before the step.
  public func update(
    _ data: TrainingData, microBatches: [[Int]], learningRate: Double
  ) throws -> Outcome {
    let supervised = microBatches.reduce(0) { $0 + data.supervisedCount(of: $1) }
    precondition(supervised > 0, "a step without supervised tokens")
    let count = normalization == .token ? supervised : microBatches.reduce(0) { $0 + $1.count }
    var loss = 0.0
    var tokens = 0
    for indices in microBatches {
      let batch = data.batch(
        indices, normalization: normalization, device: model.device)
      let share = self.loss(batch, scale: 1 / Double(count))
      share.backward()
      if microBatches.count > 1 { optimizer.accumulateGradients() }
      loss += share.detached().scalar
      tokens += indices.reduce(0) { $0 + data.lengths[$1] }
    }
    let norm = try optimizer.descend(loss: loss, learningRate: learningRate, clipNorm: clipNorm)
    return Outcome(loss: loss, gradientNorm: norm, tokens: tokens, supervisedTokens: supervised)
  }

  /// Mean negative log-likelihood over all supervised tokens of a data set, in nats.
  public func evaluate(_ data: TrainingData, tokensPerBatch: Int) -> Double {
    let plan = BatchPlan(lengths: data.lengths, tokensPerBatch: tokensPerBatch, seed: 0)
    let groups = plan.packed(Array(data.samples.indices), tokensPerBatch: tokensPerBatch)
    let scale = 1 / Double(data.supervisedCount)
    return withoutGradient {
      groups.reduce(0) { sum, indices in
        sum + loss(data.batch(indices, device: model.device), scale: scale).scalar
      }
    }
  }

  private func loss(_ batch: PackedBatch, scale: Double) -> Tensor {
    let hiddenNC = model.hiddenStates(batch.inputsN, layout: batch.layout)
    return TokenLoss.sum(
      hiddenNC, head: model.head.weight, targetsN: batch.targetsN, weightsN: batch.weightsN,
      scale: scale)
  }
}

/// What the loss of a step is the mean of.
public enum LossNormalization: String, Sendable, Codable, CaseIterable {
  /// All supervised tokens of the step: a long answer counts for more than a short one.
  case token
  /// The means of the step's samples: every answer counts alike, however long it is.
  case sequence
}
