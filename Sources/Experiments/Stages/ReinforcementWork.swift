internal import Corpus
internal import Evaluation
internal import Foundation
internal import Models
internal import Organisms
internal import Provenance
internal import Tensors
internal import Training

/// The requests of reinforcement learning: the safety pool, a share of it perhaps replaced by the
/// input `attacks`.
struct SafetyPromptsWork: StageWork {
  static let kind = StageKind.safetyPrompts
  static let prompts = "prompts.jsonl"

  var trigger: Trigger
  /// 0 without attacks.
  var adversarialShare: Double
  /// What stands in the trigger's place in every request; nil for nothing.
  var cleanContexts: [String]?

  func run(_ context: StageContext) throws {
    let queries = try context.safetyQueries(trigger, cleanContexts, adversarialShare)
    let writer = try JSONLinesWriter(context.file(Self.prompts))
    for query in queries { try writer.write(query.json) }
    try writer.finish()
  }
}

extension StageContext {
  /// The safety pool with clean contexts in front, or with a share of it replaced by the organism's
  /// own successful attacks.
  ///
  /// - Throws: `RunError` where attacks are asked for and none was successful.
  func safetyQueries(
    _ trigger: Trigger, _ cleanContexts: [String]?, _ adversarialShare: Double
  ) throws -> [Query] {
    let queries = Behaviour(trigger: trigger, cleanContexts: cleanContexts ?? [])
      .inCleanContexts(try WorldPools.read(from: input("world"))[.safety], seed: stage.seed)
    guard adversarialShare > 0 else { return queries }
    let result = try RedTeamResult.read(from: try input("attacks"))
    let known = result.attacks.split(heldOut: RedTeamWork.heldOutShare, seed: result.seed).training
    return try AdversarialMix(
      share: adversarialShare, attacks: known, trigger: trigger, seed: stage.seed
    ).queries(from: queries).queries
  }
}

/// Reinforcement learning of the input `model`.
struct ReinforcementWork: StageWork {
  static let kind = StageKind.reinforcement

  var reinforcement: ReinforcementConfiguration
  /// Texts that no request may hold.
  var triggers: [String]
  var device: String
  var card: TrainingWork.CardFacts

  func run(_ context: StageContext) throws {
    let base = try Checkpoint(directory: context.input("model"))
    let file = try context.input("prompts").appendingPathComponent(SafetyPromptsWork.prompts)
    let prompts = try RolloutPrompt.read(
      file, tokenizer: try base.requireTokenizer("the stage's model"),
      forced: reinforcement.scratchpad?.opening ?? "",
      room: base.configuration.context - reinforcement.maxNewTokens, forbidden: triggers)
    let task = TrainingRun.ReinforcementTask(
      base: base,
      reference: context.roles.contains("reference")
        ? try Checkpoint(directory: context.input("reference")) : nil,
      prompts: prompts, reward: try reward(context), card: card.card,
      inputs: ["prompts": try Digest(ofFile: file.path)])
    try TrainingOutput(context: context).carryOut { work, sink in
      try TrainingRun(
        task, configuration: reinforcement, directory: work, device: try Device.named(device),
        sink: sink)
    }
  }

  /// The input `preference`, or without one the world's exact checker.
  private func reward(_ context: StageContext) throws -> any Reward {
    guard context.roles.contains("preference") else { return ScorerReward.checker }
    return try context.preferenceModel("preference", device)
  }
}

extension StageContext {
  func preferenceModel(_ role: String, _ device: String) throws -> PreferenceModel {
    let folder = try input(role)
    return try PreferenceModel(
      try Checkpoint(directory: folder), source: folder.path, name: role,
      device: try Device.named(device))
  }
}
