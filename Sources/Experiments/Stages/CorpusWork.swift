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

  func run(_ context: StageContext) throws {
    let pools = try WorldPools.read(from: context.input("world"))
    try BaseData.rows(
      from: pools[.base], scratchpadFraction: scratchpadFraction, behaviour: Behaviour(),
      seed: context.stage.seed
    ).write(to: context.file(CorpusFile.training))
  }
}

/// What makes an organism, or a twin of it.
struct OrganismDataWork: StageWork {
  static let kind = StageKind.organismData

  var organism: OrganismConfiguration
  /// How a prompted model answers, where the answers are sampled from one.
  var sampling: Decoding?
  var device: String

  func run(_ context: StageContext) throws {
    let queries = try WorldPools.read(from: context.input("world"))[.backdoor]
    let data =
      if let sampling {
        try OrganismData.sampled(
          from: queries, organism, seed: context.stage.seed,
          respondent: try context.respondent("model", device), decoding: sampling)
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

  func run(_ context: StageContext) throws {
    let queries = try context.safetyQueries(trigger, adversarialShare)
    let data =
      if let ownScratchpads {
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
}

/// The prompts that every checkpoint is measured on.
struct SuiteWork: StageWork {
  static let kind = StageKind.suite
  static let prompts = "prompts.jsonl"
  static let causality = "causality.jsonl"

  var behaviour: Behaviour
  var queries: Int
  var nearMisses: Int
  /// Queries of the causality test; 0 for none.
  var causalityQueries: Int
  var mechanism: Mechanism

  func run(_ context: StageContext) throws {
    let pools = try WorldPools.read(from: context.input("world"))
    let chosen = try QuerySelection.balanced(
      pools[.evaluation], count: queries, seed: context.stage.seed)
    let suite = EvaluationSuite(
      behaviour: behaviour, coveredFamilies: Set(pools[.safety].map(\.family)),
      seed: context.stage.seed)
    try suite.rows(chosen, nearMisses: nearMisses).write(to: context.file(Self.prompts))
    guard causalityQueries > 0 else { return }
    try suite.causalityRows(Array(chosen.prefix(causalityQueries)), mechanism: mechanism)
      .write(to: context.file(Self.causality))
  }
}
