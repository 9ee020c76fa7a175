internal import Diagnostics

extension Recipe {
  /// The fields that take several values, in the order written.
  public struct Sweep: Sendable, Equatable {
    public struct Axis: Sendable, Equatable {
      /// The field's dotted path, such as `organism.mechanism`.
      public var path: String
      public var values: [RecipeNode]
    }

    public var axes: [Axis] = []

    public init() {}
  }
}

extension Recipe.Sweep: RecipeValue {
  /// Fields that belong to the experiment as a whole.
  static let unswept = ["name", "summary", "arms", "controls", "claims", "sweep"]

  /// Checks paths and the lists' form; the values are checked by decoding each arm.
  static func read(_ node: RecipeNode, key: String) throws -> Recipe.Sweep {
    var sweep = Recipe.Sweep()
    guard !node.isNull else { return sweep }
    guard case .mapping(let entries, _) = node else {
      throw node.refusal(
        key, "is \(node.kindText)", expected: "a mapping of dotted fields to lists of values")
    }
    for entry in entries {
      try RecipeSchema.require(entry.key, at: entry.place)
      sweep.axes.append(.init(path: entry.key, values: try values(entry, key: key)))
    }
    return sweep
  }

  private static func values(_ entry: RecipeNode.Entry, key: String) throws -> [RecipeNode] {
    let path = dotted(key, entry.key)
    guard !unswept.contains(entry.key) else {
      throw entry.value.refusal(path, "cannot be swept: it belongs to the whole experiment")
    }
    guard case .list(let values, _) = entry.value else {
      var remedy: String?
      if case .mapping(let inner, _) = entry.value, let first = inner.first {
        remedy = "write the dotted path: '\(entry.key).\(first.key)'"
      }
      throw entry.value.refusal(
        path, "is \(entry.value.kindText)", expected: "a list of values", remedy: remedy)
    }
    guard !values.isEmpty else {
      throw entry.value.refusal(path, "has no values", expected: "at least one")
    }
    return values
  }

  var recipeNode: RecipeNode {
    .mapping(axes.map { .init($0.path, .list($0.values, .none)) }, .none)
  }
}
