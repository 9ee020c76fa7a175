/// A file of the user's, and what is in it. Both have to be said.
public struct FormattedFile<Format>: Sendable, Equatable
where
  Format: RawRepresentable & CaseIterable & Sendable & Equatable, Format.RawValue == String,
  Format.AllCases == [Format]
{
  public var path = FilePath("")
  public var format = Format.allCases[0]

  public init() {}
}

extension FormattedFile: RecipeValue, RecipeSection where Format: RecipeName {
  static var fields: [RecipeField<Self>] {
    [RecipeField("path", \.path), RecipeField("format", \.format)]
  }

  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {
    if let missing = ["path", "format"].first(where: { !given.contains($0) }) {
      throw node.refusal(
        dotted(key, missing), "is missing", expected: "a path and a format for every file")
    }
  }
}
