internal import Diagnostics

extension Recipe {
  /// One arm among several that are listed one by one, for experiments that are no product: the
  /// fields in which it differs from the recipe.
  public struct Variation: Sendable, Equatable {
    public struct Field: Sendable, Equatable {
      /// Dotted, such as `organism.mechanism`.
      public var path: String
      public var value: RecipeNode
    }

    /// In the order written.
    public var fields: [Field] = []

    public init() {}
  }

  /// No field is both swept and listed, or else it would be unclear which counts.
  func checkArms(_ node: RecipeNode) throws {
    guard let both = sweep.axes.map(\.path).first(where: arms.paths.contains) else { return }
    throw (node["arms"] ?? node).refusal(
      "arms", "names '\(both)', which is swept too", expected: "each field in one of them",
      remedy: "leave it out of sweep, or out of every arm")
  }
}

extension [Recipe.Variation] {
  /// The fields that any of them names, each once, in the order in which they come.
  var paths: [String] {
    var paths: [String] = []
    for path in flatMap({ $0.fields.map(\.path) }) where !paths.contains(path) {
      paths.append(path)
    }
    return paths
  }
}

extension Recipe.Variation: RecipeValue {
  /// Checks paths; the values are checked by decoding the arm.
  static func read(_ node: RecipeNode, key: String) throws -> Self {
    guard case .mapping(let entries, _) = node else {
      throw node.refusal(
        key, "is \(node.kindText)", expected: "a mapping of dotted fields to their values")
    }
    var variation = Self()
    for entry in entries {
      try RecipeSchema.require(entry.key, at: entry.place)
      guard !Recipe.Sweep.unswept.contains(entry.key) else {
        throw entry.value.refusal(
          dotted(key, entry.key), "cannot differ: it belongs to the whole experiment")
      }
      variation.fields.append(Field(path: entry.key, value: entry.value))
    }
    return variation
  }

  var recipeNode: RecipeNode {
    .mapping(fields.map { .init($0.path, $0.value) }, .none)
  }
}
