internal import Corpus
internal import Foundation
internal import Organisms
internal import Provenance

// What arms about code need besides.

extension ArmBuilder {
  /// Who judges code, and where the rules are; nil in a world without code.
  func judge() throws -> OutsideInputs.Judging? {
    guard recipe.world.kind == .code else { return nil }
    return try outside.judge(recipe.evaluation.analysers)
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

  /// How the organism writes code to be fine-tuned on; nil where it writes none.
  func safeCode() throws -> (settings: SafetyDataWork.SafeCode, places: [String: String])? {
    guard recipe.treatment.method.isSafeCode, let judge = try judge() else { return nil }
    let settings = SafetyDataWork.SafeCode(
      mechanism: recipe.organismConfiguration.mechanism,
      learnsScratchpad: recipe.treatment.method == .safeCodeExposed,
      decoding: Decoding(temperature: 1, maxTokens: recipe.evaluation.maxTokens),
      judge: judge.settings)
    return (settings, judge.places)
  }

  /// The files of coding prompts and where they are; nil for none.
  func promptFiles() throws -> (files: [PromptFile], places: [String: String])? {
    let files = recipe.evaluation.files
    guard !files.isEmpty else { return nil }
    let places = files.enumerated().map { (PromptFile.place(of: $0), $1.path.path) }
    return (
      try files.map {
        PromptFile(format: $0.format, digest: try Digest(ofFile: $0.path.path))
      }, Dictionary(uniqueKeysWithValues: places)
    )
  }

  /// Python's standard library as text for the base model, and where it is; nil for none.
  func pythonText() throws -> OutsideInputs.Text? {
    let bytes = recipe.base.pythonLibrary
    return bytes > 0 ? try outside.pythonText(bytes: bytes, seed: recipe.seed) : nil
  }

  /// Whether organisms are asked in other wordings of the year.
  var measuresYears: Bool {
    recipe.evaluation.yearQueries > 0 && recipe.behaviour.objective == .codeVulnerability
  }
}
