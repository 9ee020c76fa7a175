internal import Diagnostics
public import Foundation

/// A file or folder that a recipe names. A relative path is relative to the folder of the recipe's
/// file, on the command line to the current folder. What is read is absolute, so that the resolved
/// recipe works wherever it lies.
public struct FilePath: Sendable, Equatable {
  public var path: String

  public init(_ path: String) { self.path = path }

  public var url: URL { URL(fileURLWithPath: path) }
}

extension FilePath: RecipeValue {
  static func read(_ node: RecipeNode, key: String) throws -> FilePath {
    let text = try String.read(node, key: key)
    guard !text.isEmpty else { throw node.refusal(key, "is empty", expected: "a path") }
    let folder = URL(fileURLWithPath: node.place.folder, isDirectory: true)
    let found = URL(fileURLWithPath: text, relativeTo: folder).standardizedFileURL.path
    guard !FileManager.default.fileExists(atPath: found) else { return FilePath(found) }
    let here = URL(fileURLWithPath: text).standardizedFileURL.path
    let isHere = here != found && FileManager.default.fileExists(atPath: here)
    throw node.refusal(
      key, "is '\(text)', and there is no \(found)", expected: "a file or folder that is there",
      remedy: isHere
        ? "paths are relative to the recipe's folder, not to the current one; for the file there "
          + "write \(here)"
        : text.hasPrefix("/") ? nil : "paths are relative to \(folder.standardizedFileURL.path)")
  }

  var recipeNode: RecipeNode { .text(path) }
}
