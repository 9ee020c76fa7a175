import Diagnostics
import Experiments
import Foundation
import Testing

/// Whose folder it is.
@Suite struct OutputFolderTests {
  private func recipe(_ name: String, seed: UInt64 = 0) -> Recipe {
    var recipe = Recipe()
    recipe.name = name
    recipe.seed = seed
    return recipe
  }

  @Test func theResolvedRecipeLiesInIt() throws {
    try withExperiment { directory in
      let path = "\(directory)/new/folder"
      let folder = try OutputFolder(path, recipe: recipe("mine"))
      #expect(text("\(folder.path)/recipe.yaml") == recipe("mine").resolvedYAML())
      #expect(entries(path) == [".lock", "recipe.yaml", "stages"])
    }
  }

  @Test func aSecondProcessIsRefused() throws {
    try withExperiment { directory in
      let folder = try OutputFolder(directory, recipe: recipe("mine"))
      let error = #expect(throws: InputError.self) {
        _ = try OutputFolder(directory, recipe: recipe("mine"))
      }
      #expect(error?.problem == "is in use by process \(getpid())")
      withExtendedLifetime(folder) {}
    }
  }

  @Test func otherValuesMayGoOnInItAnotherRecipeMayNot() throws {
    try withExperiment { directory in
      _ = try OutputFolder(directory, recipe: recipe("mine"))
      _ = try OutputFolder(directory, recipe: recipe("mine", seed: 3))
      #expect(text("\(directory)/recipe.yaml")?.contains("seed: 3\n") == true)
      let error = #expect(throws: InputError.self) {
        _ = try OutputFolder(directory, recipe: recipe("yours"))
      }
      #expect(error?.problem == "belongs to the recipe 'mine'")
      #expect(text("\(directory)/recipe.yaml")?.contains("name: mine\n") == true)
    }
  }

  @Test func aFolderOfSomethingElseIsRefused() throws {
    try withExperiment { directory in
      try put("x", "\(directory)/thesis.txt")
      let error = #expect(throws: InputError.self) {
        _ = try OutputFolder(directory, recipe: recipe("mine"))
      }
      #expect(error?.problem == "holds 'thesis.txt' but no recipe.yaml")
      #expect(throws: InputError.self) {
        _ = try OutputFolder("\(directory)/thesis.txt", recipe: recipe("mine"))
      }
      #expect(entries(directory) == ["thesis.txt"])
    }
  }
}
