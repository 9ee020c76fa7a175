internal import Diagnostics
internal import Organisms

extension Recipe {
  /// A recipe with every arm worked out.
  public struct Plan: Sendable, Equatable {
    /// As written, with its sweep, controls and claims.
    public var base: Recipe
    /// In the order of the product, the last axis changing fastest, at each of its points the arms
    /// that are listed one by one; controls follow their arm.
    /// Arms that come to the same recipe are one.
    public var arms: [Arm]
  }

  /// One path through the experiment.
  public struct Arm: Sendable, Equatable {
    /// Readable, and unique within the plan: `normal 0.2m seed 0 lr 0.0015`.
    public var label: String
    /// Without sweep, controls and claims.
    public var recipe: Recipe
    /// The swept fields with this arm's values; of an arm that is listed, before them the fields
    /// that it names.
    public var axes: [AxisValue]
  }

  public struct AxisValue: Sendable, Equatable {
    public var path: String
    public var value: String
  }
}

extension Recipe.Plan {
  /// - Throws: `InputError` for the first value that cannot be, in the base or in an arm.
  init(_ tree: RecipeNode) throws {
    let written = try Recipe.read(tree, key: "")
    let still = tree.removing("sweep").removing("arms")
    var base = written
    base.sweep.axes = try written.sweep.axes.map { try Self.canonical($0, in: still) }
    self.base = base
    var arms: [Recipe.Arm] = []
    for point in Self.points(written) {
      let changed = point.reduce(still) { $0.setting(Self.keys($1.path), to: $1.value) }
      let recipe = try Recipe.read(changed, key: "").asArm
      for role in [recipe.organism.role] + base.controls {
        var recipe = recipe
        recipe.organism.role = role
        recipe.treatment.leaveOutUnused(role: role)
        let arm = Recipe.Arm(recipe, axes: point.map(\.path))
        if !arms.contains(where: { $0.recipe == recipe }) { arms.append(arm) }
      }
    }
    self.arms = Recipe.Arm.labelled(arms)
  }

  private static func keys(_ path: String) -> [String] {
    path.split(separator: ".").map(String.init)
  }

  /// The axis with its values as the resolved recipe writes them.
  private static func canonical(
    _ axis: Recipe.Sweep.Axis, in tree: RecipeNode
  ) throws -> Recipe.Sweep.Axis {
    var values: [RecipeNode] = []
    for written in axis.values {
      let recipe = try Recipe.read(tree.setting(keys(axis.path), to: written), key: "")
      let value = recipe.recipeNode[keys(axis.path)] ?? written
      guard !values.contains(value) else {
        throw written.refusal("sweep.\(axis.path)", "has \(value.displayText) twice")
      }
      values.append(value)
    }
    return .init(path: axis.path, values: values)
  }

  /// Every listed arm at every point of the sweep.
  private static func points(_ recipe: Recipe) -> [[(path: String, value: RecipeNode)]] {
    let listed = recipe.arms.map { $0.fields.map { (path: $0.path, value: $0.value) } }
    return product(recipe.sweep.axes).flatMap { point in
      listed.isEmpty ? [point] : listed.map { $0 + point }
    }
  }

  private static func product(
    _ axes: [Recipe.Sweep.Axis]
  ) -> [[(path: String, value: RecipeNode)]] {
    axes.reduce([[]]) { points, axis in
      points.flatMap { point in axis.values.map { point + [(axis.path, $0)] } }
    }
  }
}

extension Recipe {
  /// This recipe as one arm: what concerns the whole experiment is gone, and a mechanism without a
  /// scratchpad has none after treatment either, so that such arms coincide.
  fileprivate var asArm: Recipe {
    var recipe = self
    recipe.sweep = Sweep()
    recipe.arms = []
    recipe.controls = []
    recipe.claims = []
    guard !organism.mechanism.hasScratchpads else { return recipe }
    recipe.treatment.scratchpad = .pre
    if treatment.method == .safeCodeExposed { recipe.treatment.method = .safeCode }
    return recipe
  }
}

extension Recipe.Treatment {
  /// Puts what the method does not look at to its default. A twin has no attacks that work: its
  /// control is the same training without them.
  fileprivate mutating func leaveOutUnused(role: Recipe.Organism.Role) {
    let standard = Recipe.Treatment()
    if role != .organism { method = method.plain }
    if method.isReinforcement {
      (scratchpad, style, training) = (standard.scratchpad, standard.style, standard.training)
    } else {
      rl = standard.rl
    }
    if method.isSafeCode { (scratchpad, style) = (standard.scratchpad, standard.style) }
    if !method.isAdversarial { adversarialShare = standard.adversarialShare }
  }
}

extension Recipe.Arm {
  fileprivate init(_ recipe: Recipe, axes: [String]) {
    let tree = recipe.recipeNode
    self.init(
      label: "", recipe: recipe,
      axes: axes.map { path in
        let value = tree[path.split(separator: ".").map(String.init)]
        return .init(path: path, value: value?.displayText ?? "")
      })
  }
}
