import Experiments
import Foundation
import Layers
import Models
import Organisms
import Testing
import Training

/// Documentation/Recipes.md has a row for every field of a recipe, with its default, and for every
/// choice, format and claim.
@Suite struct RecipeDocumentationTests {
  private static let trained = ["base", "organism", "treatment", "preference"]

  private let text: String
  /// The cells of every table's rows, by the code in the first cell.
  private let rows: [String: [String]]

  init() throws {
    text = try String(contentsOfFile: "\(repository)/Documentation/Recipes.md", encoding: .utf8)
    var rows: [String: [String]] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("| `") && line.hasSuffix(" |") {
      let cells = line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
        .map { $0.replacing("\\|", with: "|").trimmingCharacters(in: .whitespaces) }
      rows[cells[0].replacing("`", with: "")] = cells
    }
    self.rows = rows
  }

  /// The resolved recipe of defaults, as dotted paths with their values.
  private func defaults() -> [(path: String, value: String)] {
    var sections: [String] = []
    var fields: [(String, String)] = []
    for line in Recipe().resolvedYAML().split(separator: "\n") {
      let depth = line.prefix { $0 == " " }.count / 2
      let parts = line.trimmingCharacters(in: .whitespaces).split(separator: ":", maxSplits: 1)
      sections = sections.prefix(depth) + [String(parts[0])]
      let value = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
      if !value.isEmpty { fields.append((sections.joined(separator: "."), value)) }
    }
    return fields
  }

  @Test func everyFieldIsThereWithItsDefault() throws {
    let fields = defaults()
    #expect(fields.count > 60)
    for (path, value) in fields {
      let parts = path.split(separator: ".").map(String.init)
      let column = Self.trained.firstIndex(of: parts[0])
      if parts.count == 3, parts[1] == "training", let column {
        #expect(rows[parts[2]]?[column + 1] == "`\(value)`", "\(path): \(value)")
      } else {
        #expect(rows[path]?[1] == "`\(value)`", "\(path): \(value)")
      }
    }
  }

  @Test func noRowIsOfAFieldThatIsNotThere() throws {
    let known = Set(defaults().map(\.path))
    let start = try #require(text.range(of: "## Every field")?.upperBound)
    let end = try #require(text.range(of: "### Training")?.lowerBound)
    for line in text[start..<end].split(separator: "\n") where line.hasPrefix("| `") {
      let path = try #require(line.split(separator: "`").dropFirst().first)
      let isSection = Self.trained.contains { path == "\($0).training" }
      #expect(known.contains(String(path)) || isSection, "\(path)")
    }
  }

  @Test func everyChoiceIsNamed() throws {
    func named(_ field: String, _ choices: [String]) {
      let row = rows[field]?.joined(separator: " ") ?? ""
      for choice in choices { #expect(row.contains("`\(choice)`"), "\(field): \(choice)") }
    }
    named("world.kind", Recipe.World.Kind.allCases.map(\.rawValue))
    named("model.size", Recipe.Model.Size.allCases.map(\.rawValue))
    named("behaviour.position", Recipe.Behaviour.Position.allCases.map(\.rawValue))
    named("behaviour.repeats.match", Recipe.Behaviour.Repeats.Match.allCases.map(\.rawValue))
    named("organism.mechanism", Recipe.Organism.Mechanism.allCases.map(\.rawValue))
    named("organism.role", Recipe.Organism.Role.allCases.map(\.rawValue))
    named("organism.source", Recipe.Organism.Source.allCases.map(\.rawValue))
    named("treatment.method", Recipe.Treatment.Method.allCases.map(\.rawValue))
    named("treatment.scratchpad", Recipe.Treatment.Scratchpad.allCases.map(\.rawValue))
    named("treatment.style", Recipe.Treatment.Style.allCases.map(\.rawValue))
    named("treatment.rl.method", Recipe.Reinforcement.Method.allCases.map(\.rawValue))
    named("treatment.rl.reward", Recipe.Reinforcement.Reward.allCases.map(\.rawValue))
    named("treatment.rl.reference", Recipe.Reinforcement.Reference.allCases.map(\.rawValue))
    named("schedule", Recipe.Training.Schedule.allCases.map(\.rawValue))
    named("optimizer", Recipe.Training.Optimizer.allCases.map(\.rawValue))
    named("dtype", Recipe.Training.Precision.allCases.map(\.rawValue))
    named("loss", Recipe.Training.Loss.allCases.map(\.rawValue))
    for format in WorldFile.Format.allCases { #expect(rows[format.rawValue] != nil) }
    for claim in Claims.ids { #expect(rows[claim] != nil, "\(claim)") }
    for kind in StageKind.allCases {
      let isNamed = text.contains("`\(kind.rawValue)`")
      #expect(isNamed, "\(kind)")
    }
  }

  /// The recipe that the document shows can be planned.
  @Test func theExampleIsARecipe() throws {
    let start = try #require(text.range(of: "```yaml\n")?.upperBound)
    let end = try #require(text[start...].range(of: "```")?.lowerBound)
    let plan = try planned(String(text[start..<end]))
    #expect(plan.arms.count == 2 * 3 * 2 * 2)
  }
}
