internal import Evaluation
internal import Models
internal import Organisms

extension ArmBuilder {
  /// What the rows of one training have in common. A swept field that the training does not depend
  /// on is left out, so that arms which share it share its rows.
  func labels(_ model: LlamaConfiguration, upTo stage: String) -> Evaluation.Arm {
    let recipe = arm.recipe
    let axes = arm.axes.filter { axis in
      switch stage {
      case "base":
        !["organism.", "treatment."].contains { axis.path.hasPrefix($0) }
      case "organism": !axis.path.hasPrefix("treatment.")
      default: true
      }
    }
    let isBase = stage == "base"
    let mechanism = isBase ? "none" : recipe.organism.mechanism.rawValue
    let role = isBase ? "base" : recipe.organism.role.rawValue
    return Evaluation.Arm(
      run: Self.run(mechanism, role, recipe, axes), seed: recipe.seed, size: recipe.model.label,
      parameters: model.parameterCount, objective: recipe.behaviour.objective.rawValue,
      mechanism: mechanism, role: role,
      safetyMethod: stage == "treatment" ? recipe.safetyMethod : "none",
      axes: Dictionary(uniqueKeysWithValues: axes.map { ($0.path, $0.value) }))
  }

  /// Such as `normal 0.2m seed 0, learning_rate 0.0015`.
  private static func run(
    _ mechanism: String, _ role: String, _ recipe: Recipe, _ axes: [Recipe.AxisValue]
  ) -> String {
    let named = ["organism.mechanism", "organism.role", "model.size", "seed"]
    let head = role == "organism" ? mechanism : role == "base" ? "base" : "\(role) of \(mechanism)"
    let rest = axes.filter { !named.contains($0.path) }.map { axis in
      "\(axis.path.split(separator: ".").last ?? "") \(axis.value)"
    }
    return (["\(head) \(recipe.model.label) seed \(recipe.seed)"] + rest).joined(separator: ", ")
  }
}

extension Evaluation.Arm {
  /// The same arm without its seed, for rows that pool seeds.
  var pooled: Evaluation.Arm {
    var arm = self
    if let seed { arm.run = run.replacing(" seed \(seed)", with: "") }
    arm.seed = nil
    arm.axes["seed"] = nil
    return arm
  }
}
