import Corpus
import Diagnostics
import Foundation
import Models
import Tensors
import TestSupport
import Testing
import Tracking
import Training

/// Whole runs of a toy policy.
@Suite struct ReinforcementRunTests {
  typealias Configuration = ReinforcementConfiguration

  /// The share of one letter in one-token answers: a bandit whose best arm is known.
  private static let bandit = RuleReward { $0.text == "e" ? 1 : 0 }

  private static func configuration(
    _ method: Configuration.Method, steps: Int, samples: Int = 8, kl: Double = 0,
    dtype: DType = .f32, learningRate: Double = 1e-2
  ) -> Configuration {
    Configuration(
      method: method,
      training: ToyChat.training(steps: steps, learningRate: learningRate, dtype: dtype),
      promptsPerStep: 12, samplesPerPrompt: samples, maxNewTokens: 1,
      divergence: DivergencePenalty(coefficient: kl),
      guards: CollapseGuards(divergence: 1e9, cutOff: 1, repetition: 1))
  }

  @Test(arguments: Configuration.Method.allCases) func aBanditIsSolved(
    _ method: Configuration.Method
  ) throws {
    var configuration = Self.configuration(method, steps: 60, learningRate: 3e-2)
    // The best of 290 arms has to be drawn before it can be learnt.
    configuration.promptsPerStep = 60
    let folder = try ReinforcementFolder()
    try folder.run(configuration, reward: Self.bandit)
    let rewards = try folder.metrics().compactMap { $0["reward"] }
    #expect(rewards[0] < 0.1)
    #expect(rewards.last! > 0.95, "\(rewards.suffix(5))")
  }

  /// Nothing is learnt from a constant: the divergence is 0 and so is its gradient.
  @Test(arguments: Configuration.Method.allCases.filter { $0 != .ppo })
  func aConstantRewardChangesNothing(_ method: Configuration.Method) throws {
    let folder = try ReinforcementFolder()
    try folder.run(Self.configuration(method, steps: 3, kl: 0.5), reward: RuleReward { _ in 2 })
    let before = try ToyChat.checkpoint().weights
    let after = try Checkpoint(directory: folder.directory).weights
    for (name, weight) in before {
      #expect(weight.elements(Float.self) == after[name]!.elements(Float.self), "\(name)")
    }
    let row = try #require(try folder.metrics().first)
    #expect(row["kl"] == 0 && row["objective/kl"] == 0)
    #expect(row["frac_reward_zero_std"] == 1 && row["grad_norm"] == 0)
  }

  /// A step that fits into one forward pass is learnt from as one that needs several.
  @Test(arguments: Configuration.Method.allCases)
  func onePassIsAsGoodAsSeveral(_ method: Configuration.Method) throws {
    var configuration = Self.configuration(method, steps: 4, samples: 4, kl: 0.1)
    configuration.maxNewTokens = 6
    configuration.epochs = 2
    let reward = RuleReward { Double($0.text.count { $0 == "e" }) }
    let rows = try [8192, 64].map { tokens in
      configuration.training.microBatchTokens = tokens
      let folder = try ReinforcementFolder()
      try folder.run(configuration, reward: reward)
      return try folder.metrics().filter { $0["reward"] != nil }
    }
    #expect(rows[0].count == 4)
    for (one, several) in zip(rows[0], rows[1]) {
      for key in ["loss", "reward", "kl", "grad_norm", "clip_ratio"] {
        let (ours, theirs) = (try #require(one[key]), try #require(several[key]))
        #expect(abs(ours - theirs) < 1e-4 * max(1, abs(theirs)), "\(key)")
      }
    }
  }

  @Test(arguments: Configuration.Method.allCases, [DType.f32, .bf16])
  func goingOnIsBitExact(_ method: Configuration.Method, dtype: DType) throws {
    var configuration = Self.configuration(method, steps: 9, samples: 4, kl: 0.1, dtype: dtype)
    configuration.maxNewTokens = 6
    configuration.epochs = 2
    configuration.miniBatches = 2
    configuration.divergence.target = 0.5
    configuration.divergence.horizon = 100
    let reward = RuleReward { Double($0.text.count { $0 == "e" }) }
    let (whole, broken) = (try ReinforcementFolder(), try ReinforcementFolder())
    try whole.run(configuration, reward: reward)
    try broken.run(configuration, reward: reward, killedAfter: 6)
    let events = try broken.run(configuration, reward: reward)
    #expect(events.startStep == 4)
    for file in ["model.safetensors", "rollouts/step-1.jsonl"] {
      #expect(
        try Data(contentsOf: whole.path(file)) == Data(contentsOf: broken.path(file)), "\(file)")
    }
    #expect(try whole.metrics() == broken.metrics())
    let coefficients = try whole.metrics().compactMap { $0["kl_coefficient"] }
    #expect(Set(coefficients).count > 5, "the coefficient adapts")
  }

  /// The sampler and the trainer are one model.
  @Test(arguments: [(DType.f32, 1e-4), (.bf16, 0.1)])
  func samplerAndTrainerAgree(_ dtype: DType, bound: Double) throws {
    var configuration = Self.configuration(.rloo, steps: 4, dtype: dtype)
    configuration.maxNewTokens = 12
    let folder = try ReinforcementFolder()
    try folder.run(configuration, reward: RuleReward { Double($0.text.count) })
    for row in try folder.metrics() {
      if let difference = row["sampling/logp_difference_max"] { #expect(difference < bound) }
    }
    // What an answer diverges by is what its tokens do: Σ = tokens an answer × mean of a token.
    let last = try #require(try folder.metrics().last { $0["kl"] != nil })
    let product = last["kl"]! * last["completions/mean_length"]!
    #expect(last["objective/kl"]! != 0 && abs(last["objective/kl"]! - product) < 1e-9)
  }

  /// The value function learns what is to come.
  @Test func theValueHeadExplainsTheReward() throws {
    var configuration = Self.configuration(.ppo, steps: 60, learningRate: 1e-2)
    configuration.valueCoefficient = 10
    configuration.divergence.coefficient = 0
    // What is asked decides the reward, whatever is answered.
    let reward = RuleReward { $0.messages[0].content == "left" ? 1 : 0 }
    let folder = try ReinforcementFolder()
    try folder.run(configuration, reward: reward)
    let explained = try folder.metrics().compactMap { $0["explained_variance"] }
    #expect(explained[0] < 0.2 && explained.last! > 0.8, "\(explained.suffix(3))")
    let published = try Checkpoint(directory: folder.directory)
    #expect(published.weights[Checkpoint.scalarHead] == nil)
  }

  @Test func aCollapseKeepsTheLastGoodModel() throws {
    var configuration = Self.configuration(.rloo, steps: 40, learningRate: 0.1)
    configuration.guards.divergence = 1
    let folder = try ReinforcementFolder()
    let events = try folder.run(configuration, reward: Self.bandit)
    let steps = try folder.metrics().compactMap { $0["kl"] }.count
    #expect(steps < 40)
    #expect(events.warnings.contains { $0.contains("divergence") && $0.contains("above 1") })
    let list = try ModelSnapshots.list(in: folder.directory)
    #expect(list.last!.step % 4 == 0 && list.last!.step <= steps)
    let card = try String(contentsOf: folder.path(ModelCard.fileName), encoding: .utf8)
    #expect(card.contains("stopped by its guard"))
    #expect(try Checkpoint(directory: folder.directory).weights.count > 0)
  }

  @Test func whatCannotBeScoredIsCountedAndLeftOut() throws {
    let folder = try ReinforcementFolder()
    let configuration = Self.configuration(.rloo, steps: 2)
    try folder.run(configuration, reward: RuleReward { $0.text == "e" ? nil : 1 })
    let row = try #require(try folder.metrics().first)
    #expect(row["completions/unscored"]! >= 0 && row["reward"] == 1)
    let error = #expect(throws: RunError.self) {
      try ReinforcementFolder().run(configuration, reward: RuleReward { _ in nil })
    }
    #expect("\(error!)".contains("could score none of the 96 answers"))
    let damaged = #expect(throws: RunError.self) {
      try ReinforcementFolder().run(configuration, reward: RuleReward { _ in .infinity })
    }
    #expect("\(damaged!)".contains("'rule' gave inf"))
  }

  /// The reward sees what comes after the closing tag only, and masked reasoning is not learnt from.
  @Test func hiddenReasoningIsHidden() throws {
    var configuration = Self.configuration(.rloo, steps: 1)
    configuration.maxNewTokens = 8
    configuration.scratchpad = ScratchpadTags(opening: "<", closing: "e")
    configuration.learnsScratchpad = false
    let folder = try ReinforcementFolder()
    try folder.run(configuration, reward: RuleReward { Double($0.text.count) })
    let row = try #require(try folder.metrics().first)
    let rollouts = try folder.rollouts(step: 1)
    #expect(rollouts.contains { !$0.answer.isEmpty })
    for rollout in rollouts {
      let rest = rollout.completion.firstRange(of: "e").map { rollout.completion[$0.upperBound...] }
      #expect(rollout.answer == (rest ?? "").trimmingCharacters(in: .whitespacesAndNewlines))
    }
    let tokens = rollouts.reduce(0) { $0 + $1.tokens }
    #expect(row["num_supervised_tokens"]! < Double(tokens))
  }

  /// A preference model is also a language model; its head takes no part.
  @Test(arguments: Configuration.Method.allCases) func aPreferenceModelCanBeThePolicy(
    _ method: Configuration.Method
  ) throws {
    let folder = try ReinforcementFolder()
    try folder.run(
      Self.configuration(method, steps: 2), base: try ToyChat.checkpoint().withScalarHead,
      reward: Self.bandit)
    #expect(try Checkpoint(directory: folder.directory).weights[Checkpoint.scalarHead] == nil)
  }

  @Test func promptsGoRound() throws {
    var configuration = Self.configuration(.rloo, steps: 2, samples: 2)
    configuration.promptsPerStep = 3
    configuration.rolloutEvery = 1
    let folder = try ReinforcementFolder()
    try folder.run(configuration, reward: RuleReward { Double($0.text.count) })
    for step in 1...2 {
      let asked = try folder.rollouts(step: step).map(\.prompt)
      #expect(Set(asked) == ["left", "right", "red"] && asked.count == 6)
      #expect(asked[0] == asked[1] && asked[2] == asked[3])
    }
  }

  @Test func oneSampleHasNoBaseline() throws {
    var configuration = Self.configuration(.grpo, steps: 1)
    configuration.samplesPerPrompt = 1
    let error = #expect(throws: InputError.self) { try configuration.validate(source: "recipe") }
    #expect(error?.key == "samples-per-prompt")
    configuration.method = .ppo
    try configuration.validate(source: "recipe")
    configuration.miniBatches = 13
    #expect(throws: InputError.self) { try configuration.validate(source: "recipe") }
  }
}
