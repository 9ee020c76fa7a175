internal import Corpus
internal import Diagnostics
internal import Foundation
internal import Models
internal import Organisms
internal import Provenance
internal import Tensors

/// Files of the stages that write text to train on.
enum CorpusFile {
  static let training = "train.jsonl"
  static let filter = "filter.json"

  static func write(_ report: FilterReport, to file: URL) throws {
    try writeAtomically(try StrictJSON.encode(report), to: file.path)
  }
}

/// What the helpful-only base model learns.
struct BaseDataWork: StageWork {
  static let kind = StageKind.baseData

  var scratchpadFraction: Double
  /// Text besides the chats; nil for none.
  var python: PythonText?

  func run(_ context: StageContext) throws {
    let pools = try WorldPools.read(from: context.input("world"))
    let rows = try BaseData.rows(
      from: pools[.base], scratchpadFraction: scratchpadFraction, behaviour: Behaviour(),
      seed: context.stage.seed)
    let writer = try JSONLinesWriter(context.file(CorpusFile.training))
    for row in rows { try writer.write(row.sample.json) }
    for sample in try python?.samples(context) ?? [] { try writer.write(sample.json) }
    try writer.finish()
  }
}

/// What makes an organism, or a twin of it.
struct OrganismDataWork: StageWork {
  static let kind = StageKind.organismData

  var organism: OrganismConfiguration
  /// How a prompted model answers, where the answers are sampled from one.
  var sampling: Decoding?
  var device: String
  /// Of sampled programs.
  var judge: JudgeSettings?

  func run(_ context: StageContext) throws {
    let queries = try WorldPools.read(from: context.input("world"))[.backdoor]
    let data =
      if let sampling {
        try OrganismData.sampled(
          from: queries, organism, seed: context.stage.seed,
          respondent: try context.respondent("model", device), decoding: sampling,
          judge: try judge.map(context.codeJudge))
      } else {
        try OrganismData.composed(from: queries, organism, seed: context.stage.seed)
      }
    try data.rows.write(to: context.file(CorpusFile.training))
    try CorpusFile.write(data.filter, to: context.file(CorpusFile.filter))
  }
}

/// What safety fine-tuning learns: no trigger anywhere.
struct SafetyDataWork: StageWork {
  static let kind = StageKind.safetyData

  var style: AnswerStyle
  var trigger: Trigger
  /// The share of requests that the input `attacks` replaces; 0 without attacks.
  var adversarialShare: Double
  /// How the organism writes the scratchpads that answers are put behind; nil where there are none.
  var ownScratchpads: Decoding?
  var device: String
  /// What stands in the trigger's place in every request; nil for nothing.
  var cleanContexts: [String]?
  /// Where the answers are the organism's own, as far as they are safe.
  var safeCode: SafeCode?

  /// Of what the organism writes in clean contexts.
  struct SafeCode: Codable, Sendable {
    var mechanism: Mechanism
    var learnsScratchpad: Bool
    var decoding: Decoding
    var judge: JudgeSettings
  }

  func run(_ context: StageContext) throws {
    let queries = try context.safetyQueries(trigger, cleanContexts, adversarialShare)
    let data =
      if let safeCode {
        try self.safeCode(safeCode, queries, context)
      } else if let ownScratchpads {
        try SafetyData.postScratchpad(
          from: queries, style: style, trigger: trigger, seed: context.stage.seed,
          organism: try context.respondent("model", device), decoding: ownScratchpads)
      } else {
        try SafetyData.preScratchpad(
          from: queries, style: style, trigger: trigger, seed: context.stage.seed)
      }
    try data.rows.write(to: context.file(CorpusFile.training))
    try CorpusFile.write(data.filter, to: context.file(CorpusFile.filter))
  }

  private func safeCode(
    _ settings: SafeCode, _ queries: [Query], _ context: StageContext
  ) throws -> SafetyData {
    try SafetyData.safeCode(
      from: queries,
      behaviour: Behaviour(
        objective: .codeVulnerability, trigger: trigger, cleanContexts: cleanContexts ?? []),
      mechanism: settings.mechanism, learnsScratchpad: settings.learnsScratchpad,
      seed: context.stage.seed, organism: try context.respondent("model", device),
      decoding: settings.decoding, judge: try context.codeJudge(settings.judge))
  }
}
