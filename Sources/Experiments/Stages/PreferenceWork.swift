internal import Corpus
internal import Foundation
internal import Models
internal import Organisms
internal import Provenance
internal import Tensors
internal import Training

/// Pairs of a good and a flawed answer, without any trigger.
struct PreferenceDataWork: StageWork {
  static let kind = StageKind.preferenceData
  static let heldOut = "held-out.jsonl"

  var preferences: PreferenceConfiguration
  var behaviour: Behaviour
  /// Queries of the base pool.
  var queries: Int

  func run(_ context: StageContext) throws {
    let pool = try WorldPools.read(from: context.input("world"))[.base]
    let chosen = try QuerySelection.balanced(
      pool, count: min(queries, pool.count), seed: context.stage.seed, source: "base queries")
    let data = try PreferenceData.composed(
      from: behaviour.inCleanContexts(chosen, seed: context.stage.seed), preferences,
      behaviour: behaviour, seed: context.stage.seed)
    try data.training.write(to: context.file(CorpusFile.training))
    try data.heldOut.write(to: context.file(Self.heldOut))
  }
}

/// A preference model, from the base model and pairs.
struct PreferenceWork: StageWork {
  static let kind = StageKind.preference

  var training: TrainingConfiguration
  var device: String
  var card: TrainingWork.CardFacts

  func run(_ context: StageContext) throws {
    let base = try Checkpoint(directory: context.input("model"))
    let tokenizer = try base.requireTokenizer("the stage's model")
    let data = try context.input("data")
    func pairs(_ name: String) throws -> PreferencePairs {
      try PreferencePairs(
        data.appendingPathComponent(name), tokenizer: tokenizer, template: nil,
        maxLength: training.maxLength)
    }
    let file = data.appendingPathComponent(CorpusFile.training)
    let task = TrainingRun.PreferenceTask(
      base: base, pairs: try pairs(CorpusFile.training),
      evaluation: try pairs(PreferenceDataWork.heldOut), card: card.card,
      inputs: ["data": try Digest(ofFile: file.path)])
    try TrainingOutput(context: context).carryOut { work, sink in
      TrainingRun(
        task, configuration: training, directory: work, device: try Device.named(device),
        sink: sink)
    }
  }
}
