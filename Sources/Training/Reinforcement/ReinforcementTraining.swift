internal import Corpus
internal import Diagnostics
internal import Foundation
internal import Layers
internal import Models
internal import Randomness
internal import Tensors
internal import Tokenization

/// Reinforcement learning of a policy: every step draws answers, has them scored, and updates.
final class ReinforcementTraining: TrainingMethod {
  private static let coefficientKey = "kl_coefficient"

  private let task: TrainingRun.ReinforcementTask
  private let configuration: ReinforcementConfiguration
  private let draws: RolloutSampler
  private let reference: CompletionScorer
  private let scorer: CompletionScorer
  private let update: PolicyUpdate
  private let log: RolloutLog
  let base: Checkpoint
  var carried: [String: Double]

  var kind: String { configuration.method.rawValue }
  var device: Device { update.policy.device }
  var optimizer: Optimizer { update.optimizer }
  let totalSteps: Int
  var details: [String: String] {
    ["prompts": "\(task.prompts.count)", "reward": task.reward.name]
  }

  /// - Parameter directory: where `rollouts/` is kept.
  init(
    _ task: TrainingRun.ReinforcementTask, configuration: ReinforcementConfiguration,
    directory: URL, device: Device
  ) throws {
    guard case .steps(let steps) = configuration.training.length else {
      throw InputError(
        "reinforcement learning", key: "length", "is not in steps", expected: "steps")
    }
    let dtype = configuration.training.dtype
    let tokenizer = try task.base.requireTokenizer("the policy")
    self.task = task
    self.configuration = configuration
    totalSteps = steps
    let hasValues = configuration.method == .ppo
    base = hasValues ? task.base.withScalarHead : task.base.withoutScalarHead
    let policy = base.model(dtype: dtype, device: device)
    let valueHead = base.weights[Checkpoint.scalarHead]?.to(dtype, device: device).cloned()
    var parameters = policy.parameters(masters: base.weights)
    if let valueHead {
      parameters.append(
        ScalarModel.headParameter(valueHead, master: base.weights[Checkpoint.scalarHead]))
    }
    update = PolicyUpdate(
      configuration: configuration, policy: policy, valueHead: valueHead,
      optimizer: Optimizer(configuration.training.optimizer, parameters: parameters))
    let tokens = configuration.training.microBatchTokens
    scorer = CompletionScorer(model: policy, valueHead: valueHead, tokensPerBatch: tokens)
    reference = CompletionScorer(
      model: task.reference.model(dtype: dtype, device: device), tokensPerBatch: tokens)
    draws = RolloutSampler(
      prompts: task.prompts, configuration: configuration, tokenizer: tokenizer,
      stopTokens: task.base.stopTokens(tokenizer), reward: task.reward,
      sampler: Sampler(model: policy, tokenizer: tokenizer))
    log = RolloutLog(directory: directory, every: configuration.rolloutEvery)
    carried = [Self.coefficientKey: configuration.divergence.coefficient]
  }

  /// The value head is a tool of training and no part of the model.
  func published(_ weights: [String: Tensor]) -> Checkpoint {
    var checkpoint = base
    checkpoint.weights = weights
    return checkpoint.withoutScalarHead
  }

  func evaluate() -> [String: Double]? { nil }

  func advance(step: Int, learningRate: Double) throws -> StepReport {
    var times = PhaseTimes()
    var rollouts = times.measure("sampling") { draws.draw(step: step) }
    try times.measure("reward") { try draws.score(&rollouts) }
    let pass = times.measure("scoring") { measure(&rollouts) }
    let measures = RolloutMeasures(rollouts)
    try checkAgreement(measures)
    try measures.check(configuration.guards)
    try log.write(rollouts, prompts: task.prompts, step: step)
    let coefficient = carried[Self.coefficientKey]!
    let learnt = rollouts.filter { $0.reward != nil }
    let outcome = try times.measure("training") {
      try learn(
        learnt, learnt.count == rollouts.count ? pass : nil, step: step, coefficient: coefficient,
        learningRate: learningRate)
    }
    carried[Self.coefficientKey] = configuration.divergence.next(
      coefficient, measured: measures.divergence, answers: rollouts.count)
    var values = measures.values
    values["kl_coefficient"] = coefficient
    values["grad_norm"] = outcome.gradientNorm
    values["clip_ratio"] = Double(outcome.clipped) / Double(max(outcome.learnt, 1))
    values["epoch"] =
      Double((step + 1) * configuration.promptsPerStep) / Double(task.prompts.count)
    if configuration.method == .ppo { values["value_loss"] = outcome.valueLoss }
    for (phase, seconds) in times.seconds { values["timing/\(phase)_seconds"] = seconds }
    return StepReport(
      loss: outcome.loss, tokens: outcome.tokens, supervisedTokens: outcome.learnt, values: values)
  }

  /// The trainer's own view of the answers, and the reference's. Both go through the same batches.
  private func measure(_ rollouts: inout [Rollout]) -> PolicyPass? {
    let samples = rollouts.map(\.sample)
    let references = reference.logProbs(samples)
    let pass = PolicyPass(rollouts, update.policy, configuration)
    let all = pass.map { update.measures($0, of: rollouts) } ?? scorer.measures(samples)
    for (index, measures) in all.enumerated() {
      rollouts[index].logProbs = measures.logProbs
      rollouts[index].values = measures.values
      rollouts[index].reference = references[index]
    }
    return pass
  }

  private func checkAgreement(_ measures: RolloutMeasures) throws {
    guard measures.disagreement > configuration.logProbTolerance else { return }
    throw RunError(
      "the sampler's and the trainer's log-probabilities of a token differ by "
        + "\(measures.disagreement) nats, above \(configuration.logProbTolerance): they are to be "
        + "one model; please report this with the model's config.json")
  }

  /// All passes and updates over the answers of a step.
  ///
  /// - Parameter pass: the policy's, if it was over these very answers.
  private func learn(
    _ rollouts: [Rollout], _ pass: PolicyPass?, step: Int, coefficient: Double,
    learningRate: Double
  ) throws -> PolicyUpdate.Outcome {
    let targets = PolicyTargets(rollouts, configuration, coefficient: coefficient)
    var total = PolicyUpdate.Outcome()
    var updates = 0
    for epoch in 0..<configuration.epochs {
      for members in batches(rollouts.count, step: step, epoch: epoch) {
        let outcome = try update.update(
          rollouts, members, targets, coefficient: coefficient, isFirst: updates == 0,
          pass: updates == 0 ? pass : nil, learningRate: learningRate)
        updates += 1
        total.loss += outcome.loss
        total.valueLoss += outcome.valueLoss
        total.gradientNorm += outcome.gradientNorm
        total.learnt += outcome.learnt
        total.clipped += outcome.clipped
        total.tokens += outcome.tokens
      }
    }
    total.loss /= Double(updates)
    total.valueLoss /= Double(updates)
    total.gradientNorm /= Double(updates)
    return total
  }

  /// The answers of each update of a pass; in their order when a pass is one update.
  private func batches(_ count: Int, step: Int, epoch: Int) -> [[Int]] {
    guard configuration.miniBatches > 1 else { return [Array(0..<count)] }
    var stream = RandomStream(seed: configuration.training.seed, "mini-batches", step, epoch)
    let order = Array(0..<count).shuffled(using: &stream)
    let parts = min(configuration.miniBatches, count)
    return (0..<parts).map { part in
      Array(order[part * count / parts..<(part + 1) * count / parts])
    }
  }
}

/// Seconds by phase of a step.
private struct PhaseTimes {
  var seconds: [String: Double] = [:]

  mutating func measure<Result>(_ phase: String, _ body: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer { seconds[phase] = start.duration(to: .now) / .seconds(1) }
    return try body()
  }
}
