public import Layers
public import Training

extension Recipe {
  /// One training run. The three runs of a recipe have defaults of their own.
  public struct Training: Sendable, Equatable {
    public typealias Schedule = Layers.Schedule.Shape

    public typealias Optimizer = Layers.Optimizer.Configuration.Rule

    public enum Precision: String, Sendable, CaseIterable {
      case f32, bf16
    }

    public typealias Loss = LossNormalization

    /// The budget: the run ends with the first step at which so many tokens went through the model.
    /// nil where `epochs` are given.
    public var tokens: Int?
    /// The budget as passes over the data, which gives mechanisms with longer answers as many
    /// examples as the others.
    public var epochs: Int?
    /// Tokens of a step.
    public var batchTokens: Int
    /// Tokens of one forward pass, where a step needs several to fit into memory; null for all.
    public var microBatchTokens: Int?
    /// The peak rate.
    public var learningRate: Double
    public var schedule: Schedule
    /// Below 1 a share of all steps, else steps.
    public var warmup = 0.05
    /// The share of the peak that `linear` and `cosine` end at.
    public var finalLearningRateShare = 0.1
    public var optimizer = Optimizer.adamw
    /// First-moment decay or momentum; null for the optimizer's own.
    public var beta1: Double?
    /// Second-moment decay; null for the optimizer's own.
    public var beta2: Double?
    /// Of matrices; norms have none.
    public var weightDecay = 0.1
    /// The largest global norm of the gradient; 0 switches clipping off.
    public var clip = 1.0
    public var dtype = Precision.bf16
    public var loss = Loss.token
    /// TRL's option of that name: false has the model learn what users say as well. It then
    /// remembers some of it, a trigger above all, and says it to nobody.
    public var assistantOnlyLoss = true
    /// Where given, the learning rate is scaled by `reference_width / width`, so that one recipe
    /// treats models of several widths alike.
    public var referenceWidth: Int?
    /// Points at which the model is measured, spread geometrically, the last step among them.
    public var checkpoints: Int

    public init(
      tokens: Int? = nil, epochs: Int? = nil, batchTokens: Int = 2048,
      learningRate: Double = 1e-3, schedule: Schedule = .cosine, checkpoints: Int = 6
    ) {
      self.tokens = tokens
      self.epochs = epochs
      self.batchTokens = batchTokens
      self.learningRate = learningRate
      self.schedule = schedule
      self.checkpoints = checkpoints
    }
  }
}

extension Recipe.Training.Schedule: RecipeName {}
extension Recipe.Training.Optimizer: RecipeName {}
extension Recipe.Training.Precision: RecipeName {}
extension Recipe.Training.Loss: RecipeName {}

extension Recipe.Training: RecipeSection {
  init() { self.init(tokens: 1_000_000) }

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("tokens", \.tokens, RecipeRange<Int>.atLeast(1).orNull()),
      RecipeField("epochs", \.epochs, RecipeRange<Int>.atLeast(1).orNull()),
      RecipeField("batch_tokens", \.batchTokens, .atLeast(1)),
      RecipeField(
        "micro_batch_tokens", \.microBatchTokens, RecipeRange<Int>.atLeast(1).orNull()),
      RecipeField("learning_rate", \.learningRate, .above(0)),
      RecipeField("schedule", \.schedule), RecipeField("warmup", \.warmup, .atLeast(0)),
      RecipeField("final_learning_rate_share", \.finalLearningRateShare, .fraction),
      RecipeField("optimizer", \.optimizer),
      RecipeField("beta1", \.beta1, RecipeRange<Double>.belowOne.orNull()),
      RecipeField("beta2", \.beta2, RecipeRange<Double>.belowOne.orNull()),
      RecipeField("weight_decay", \.weightDecay, .atLeast(0)),
      RecipeField("clip", \.clip, .atLeast(0)), RecipeField("dtype", \.dtype),
      RecipeField("loss", \.loss), RecipeField("assistant_only_loss", \.assistantOnlyLoss),
      RecipeField("reference_width", \.referenceWidth, RecipeRange<Int>.atLeast(1).orNull()),
      RecipeField("checkpoints", \.checkpoints, .within(1...64)),
    ]
  }

  /// Of the two budgets the one that is written counts, in place of a default.
  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {
    let isWritten = { (name: String) in
      given.contains(name) && node[[name]].map { $0.displayText != "null" } == true
    }
    switch (isWritten("tokens"), isWritten("epochs")) {
    case (true, true):
      throw node.refusal(
        dotted(key, "epochs"), "is given beside tokens", remedy: "leave out one of them")
    case (true, false): epochs = nil
    case (false, true): tokens = nil
    case (false, false): break
    }
    if tokens == nil, epochs == nil {
      throw node.refusal(dotted(key, "tokens"), "is null", expected: "tokens, or epochs")
    }
  }
}
