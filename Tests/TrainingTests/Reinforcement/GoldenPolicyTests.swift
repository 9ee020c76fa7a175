import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Tokenization
import Training

/// Three updates of each method on given answers, from golden_policies.py.
@Suite struct GoldenPolicyTests {
  struct Golden: Decodable {
    struct Row: Decodable {
      var group: Int
      var prompt: [Int32]
      var completion: [Int32]
      var reward: Double
      var drift: [Float]
      var learnt: [Bool]
    }

    struct Run: Decodable {
      var method: ReinforcementConfiguration.Method
      var aggregate: LossNormalization
      var losses: [Double]
      var valueLosses: [Double]
      var gradientNorms: [Double]
      var advantages: [[Double]]
      var returns: [[Double]]?
      var finalLogProbs: [[Double]]
    }

    var rows: [Row]
    var valueHead: [Float]
    var runs: [String: Run]
  }

  private let golden: Golden

  init() throws { golden = try Goldens.json("policies/policies.json", as: Golden.self) }

  @Test(
    arguments: ["ppo-token", "ppo-sequence", "rloo-token", "grpo-token", "grpo-sequence"],
    [4096, 20])
  func updatesAreThoseOfPyTorch(_ name: String, microBatchTokens: Int) throws {
    let run = try #require(golden.runs[name])
    let update = try makeUpdate(run, microBatchTokens: microBatchTokens)
    let rollouts = self.rollouts(update, run)
    let targets = PolicyTargets(rollouts, update.configuration, coefficient: 0.1)
    for (ours, theirs) in zip(targets.advantages, run.advantages) {
      #expect(mismatch(ours, theirs, tolerance: 1e-4) == nil)
    }
    for (ours, theirs) in zip(targets.returns, run.returns ?? []) {
      #expect(mismatch(ours, theirs, tolerance: 1e-4) == nil)
    }
    var outcomes: [PolicyUpdate.Outcome] = []
    for step in 0..<3 {
      outcomes.append(
        try update.update(
          rollouts, Array(rollouts.indices), targets, coefficient: 0.1, isFirst: step == 0,
          learningRate: 2e-3))
    }
    #expect(mismatch(outcomes.map(\.loss), run.losses, tolerance: 1e-4) == nil)
    #expect(mismatch(outcomes.map(\.valueLoss), run.valueLosses, tolerance: 1e-4) == nil)
    #expect(mismatch(outcomes.map(\.gradientNorm), run.gradientNorms, tolerance: 2e-4) == nil)
    let final = CompletionScorer(model: update.policy).logProbs(rollouts.map(\.sample))
    for (ours, theirs) in zip(final, run.finalLogProbs) {
      #expect(mismatch(ours.map(Double.init), theirs, tolerance: 5e-4) == nil)
    }
  }

  private func makeUpdate(_ run: Golden.Run, microBatchTokens: Int) throws -> PolicyUpdate {
    let base = try Checkpoint(directory: Goldens.models("checkpoints/untied-gqa"))
    let policy = base.model()
    let hasValues = run.method == .ppo
    let head = hasValues ? Tensor(golden.valueHead, shape: [1, golden.valueHead.count]) : nil
    var parameters = policy.parameters(masters: base.weights)
    if let head { parameters.append(ScalarModel.headParameter(head, master: nil)) }
    let options = Optimizer.Configuration(
      beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0)
    let training = TrainingConfiguration(
      length: .steps(1), microBatchTokens: microBatchTokens, optimizer: options, clipNorm: 1,
      loss: run.aggregate, dtype: .f32)
    return PolicyUpdate(
      configuration: ReinforcementConfiguration(
        method: run.method, training: training, clipRange: 0.2,
        divergence: DivergencePenalty(coefficient: 0.1), discount: 0.98, smoothing: 0.9,
        valueCoefficient: 0.1),
      policy: policy, valueHead: head,
      optimizer: Optimizer(options, parameters: parameters))
  }

  private func rollouts(_ update: PolicyUpdate, _ run: Golden.Run) -> [Rollout] {
    let samples = golden.rows.map {
      TokenizedSample(prompt: $0.prompt, completion: $0.completion)
    }
    let measures = CompletionScorer(model: update.policy, valueHead: update.valueHead)
      .measures(samples)
    return golden.rows.indices.map { index in
      let row = golden.rows[index]
      var rollout = Rollout(
        prompt: row.group, group: row.group, sample: samples[index], isLearnt: row.learnt,
        text: "", answer: "", isComplete: true, repetition: 0,
        sampledLogProbs: measures[index].logProbs)
      rollout.logProbs = measures[index].logProbs
      rollout.values = measures[index].values
      rollout.reference = zip(measures[index].logProbs, row.drift).map { $0 + $1 }
      rollout.reward = row.reward
      return rollout
    }
  }
}
