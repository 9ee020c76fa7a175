internal import Diagnostics

/// One of a fixed set of names.
protocol RecipeName: RecipeValue, RawRepresentable, CaseIterable where RawValue == String {}

extension RecipeName {
  static func read(_ node: RecipeNode, key: String) throws -> Self {
    let names = allCases.map(\.rawValue)
    let text = try String.read(node, key: key)
    guard let value = Self(rawValue: text) else {
      throw node.refusal(
        key, "is '\(text)'", expected: "one of \(names.joined(separator: ", "))",
        remedy: nearestName(to: text, in: names).map { "did you mean '\($0)'?" })
    }
    return value
  }

  var recipeNode: RecipeNode { .text(rawValue) }
}
