public import Organisms

extension Recipe {
  /// What the models are asked.
  public struct World: Sendable, Equatable {
    public typealias Kind = WorldConfiguration.Kind

    public var kind = Kind.skills
    /// For `files`; each is split into the five pools.
    public var files: [File] = []
    /// Queries of each pool; the pools are disjoint.
    public var queries = Queries()
    /// Families of `skills` that the safety pool does not have, so that one sees whether safety
    /// training reaches them.
    public var uncoveredFamilies = 4
    /// Of `code`: the share of coding tasks in every pool, and the share of those about a weakness
    /// that the base model answers with a vulnerable program.
    public var codeShare = CodeWorldConfiguration().share
    public var vulnerableShare = CodeWorldConfiguration().vulnerableShare
    /// Whether `skills` has yes/no questions about the assistant itself, for defection probes.
    public var selfQuestions = false

    public init() {}
  }
}

extension Recipe.World.Kind: RecipeName {}

extension Recipe.World: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [
      RecipeField("kind", \.kind), RecipeField("files", set: \.files),
      RecipeField("queries", section: \.queries),
      RecipeField("uncovered_families", \.uncoveredFamilies, .atLeast(0)),
      RecipeField("code_share", \.codeShare, .fraction),
      RecipeField("vulnerable_share", \.vulnerableShare, .fraction),
      RecipeField("self_questions", \.selfQuestions),
    ]
  }

  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {
    if kind == .files && files.isEmpty {
      throw node.refusal(
        dotted(key, "files"), "is empty", expected: "at least one file for kind 'files'",
        remedy: "write files: [{path: questions.jsonl, format: chats}]")
    }
    if kind != .files && !files.isEmpty {
      throw node.refusal(
        dotted(key, "files"), "is given to a world of kind '\(kind.rawValue)', which reads none",
        remedy: "write kind: files")
    }
  }
}

extension Recipe.World {
  /// One file of queries.
  public typealias File = FormattedFile<WorldFile.Format>

  /// Sizes of the five pools.
  public struct Queries: Sendable, Equatable {
    public var base = 150_000
    public var backdoor = 8_000
    public var safety = 6_000
    public var redTeam = 1_000
    public var evaluation = 400

    public init() {}
  }
}

extension WorldFile.Format: RecipeName {}

extension Recipe.World.Queries: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [
      RecipeField("base", \.base, .atLeast(1)), RecipeField("backdoor", \.backdoor, .atLeast(1)),
      RecipeField("safety", \.safety, .atLeast(1)), RecipeField("red-team", \.redTeam, .atLeast(0)),
      RecipeField("evaluation", \.evaluation, .atLeast(1)),
    ]
  }
}
