internal import Diagnostics

/// Which keys a recipe has.
enum RecipeSchema {
  /// The refusal of a key that no section has: names the nearest of its neighbours, else a key of
  /// that name elsewhere in the recipe.
  static func unknown(_ path: String, among neighbours: [String], at place: RecipePlace)
    -> InputError
  {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let section = parts.dropLast().joined(separator: ".")
    let near = nearestName(to: parts.last ?? path, in: neighbours).map { dotted(section, $0) }
    return refusal(path, near ?? elsewhere(parts.last ?? path), neighbours, place)
  }

  /// Checks a dotted path as `--set` and `sweep` use it.
  ///
  /// - Throws: `InputError` naming the nearest path.
  static func require(_ path: String, at place: RecipePlace) throws {
    let paths = Recipe.paths
    guard !paths.contains(path) else { return }
    let near = nearestName(to: path, in: paths) ?? elsewhere(path)
    throw refusal(path, near, Recipe.fields.map(\.name), place)
  }

  private static func refusal(
    _ path: String, _ near: String?, _ neighbours: [String], _ place: RecipePlace
  ) -> InputError {
    InputError(
      place.source, line: place.line, key: path, "is not a known key",
      expected: near == nil ? "one of \(neighbours.joined(separator: ", "))" : nil,
      remedy: near.map { "did you mean '\($0)'?" })
  }

  /// The first path whose last part is nearly that of `path`.
  private static func elsewhere(_ path: String) -> String? {
    func last(_ path: String) -> String { String(path.split(separator: ".").last ?? "") }
    guard let name = nearestName(to: last(path), in: Recipe.paths.map(last)) else { return nil }
    return Recipe.paths.first { last($0) == name }
  }
}
