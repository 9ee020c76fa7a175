internal import Organisms

// What arms about code need besides.

extension ArmBuilder {
  /// Who judges code, and where the rules are; nil in a world without code.
  func judge() throws -> (settings: JudgeSettings, places: [String: String])? {
    guard recipe.world.kind == .code else { return nil }
    return try JudgeSettings.found(recipe.evaluation.analysers)
  }

  /// What a world of coding tasks rests on; the same for all seeds.
  func addReferences(to graph: inout StageGraph) throws -> [String: StageID] {
    guard let judge = try judge() else { return [:] }
    let stage = try StageSpecification(
      kind: ReferenceWork.kind.rawValue, name: "references",
      configuration: ReferenceWork(judge: judge.settings), seed: 0,
      estimate: .init(seconds: 15), places: judge.places)
    return ["references": try graph.add(stage)]
  }

  /// Whether organisms are asked in other wordings of the year.
  var measuresYears: Bool {
    recipe.evaluation.yearQueries > 0 && recipe.behaviour.objective == .codeVulnerability
  }
}
