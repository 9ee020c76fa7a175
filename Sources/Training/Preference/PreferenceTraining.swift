internal import Foundation
internal import Layers
internal import Models
internal import Tensors

/// Trains a preference model: `−log σ(r(chosen) − r(rejected))`, the mean over pairs (Bradley and
/// Terry 1952; as a reward model in Christiano et al. 2017, arXiv 1706.03741 §2.2.3).
final class PreferenceTraining: TrainingMethod {
  private let task: TrainingRun.PreferenceTask
  private let configuration: TrainingConfiguration
  private let model: ScalarModel
  private var plan: BatchPlan
  let optimizer: Optimizer
  let totalSteps: Int

  var kind: String { "pm" }
  var base: Checkpoint { task.base }
  var device: Device { model.trunk.device }
  var details: [String: String] {
    ["pairs": "\(task.pairs.pairs.count)", "too_long": "\(task.pairs.tooLong)"]
  }

  init(
    _ task: TrainingRun.PreferenceTask, configuration: TrainingConfiguration, device: Device
  ) {
    self.task = task
    self.configuration = configuration
    model = ScalarModel(task.base, dtype: configuration.dtype, device: device)
    optimizer = Optimizer(
      configuration.optimizer, parameters: model.parameters(masters: task.base.weights))
    plan = BatchPlan(
      lengths: task.pairs.lengths, tokensPerBatch: configuration.batchTokens,
      seed: configuration.seed)
    totalSteps = configuration.totalSteps(plan)
  }

  func advance(step: Int, learningRate: Double) throws -> StepReport {
    let (epochs, indices) = plan.batch(at: step)
    let groups = plan.packed(indices, tokensPerBatch: configuration.microBatchTokens)
    var scores: [(chosen: Double, rejected: Double)] = []
    for group in groups {
      let rewards = forward(group)
      let margins = rewards.chosen - rewards.rejected
      let loss = -(margins.logSigmoid().sum()) * (1 / Double(indices.count))
      loss.backward()
      if groups.count > 1 { optimizer.accumulateGradients() }
      scores += Self.numbers(rewards)
    }
    let measures = PreferenceMeasures(scores)
    let norm = try optimizer.descend(
      loss: measures.loss, learningRate: learningRate, clipNorm: configuration.clipNorm)
    var values = measures.values()
    values["grad_norm"] = norm
    values["epoch"] = epochs
    return StepReport(
      loss: measures.loss, tokens: indices.reduce(0) { $0 + task.pairs.lengths(of: $1) },
      supervisedTokens: 2 * indices.count, values: values)
  }

  func evaluate() -> [String: Double]? {
    guard let pairs = task.evaluation else { return nil }
    let measures = PreferenceMeasures(
      withoutGradient { Self.scores(of: pairs, configuration.microBatchTokens, model) })
    var values = measures.values(prefix: "eval_")
    values["eval_calibration_error"] = measures.calibrationError
    return values
  }

  private func forward(_ indices: [Int]) -> (chosen: Tensor, rejected: Tensor) {
    Self.rewards(indices.map { task.pairs.pairs[$0] }, model)
  }

  private static func rewards(
    _ pairs: [PreferencePairs.Pair], _ model: ScalarModel
  ) -> (chosen: Tensor, rejected: Tensor) {
    let sequences = pairs.map(\.chosen) + pairs.map(\.rejected)
    let device = model.trunk.device
    let layout = PackedLayout(lengths: sequences.map(\.count), device: device)
    let idsN = Tensor(sequences.flatMap { $0.map(Int64.init) }).to(device: device)
    let scoresS = model.scores(idsN, layout: layout)
    return (
      scoresS.narrowed(0, from: 0, length: pairs.count),
      scoresS.narrowed(0, from: pairs.count, length: pairs.count)
    )
  }

  private static func scores(
    of pairs: PreferencePairs, _ tokensPerBatch: Int, _ model: ScalarModel
  ) -> [(chosen: Double, rejected: Double)] {
    let plan = BatchPlan(lengths: pairs.lengths, tokensPerBatch: tokensPerBatch, seed: 0)
    let groups = plan.packed(Array(pairs.pairs.indices), tokensPerBatch: tokensPerBatch)
    return groups.flatMap { group in
      numbers(rewards(group.map { pairs.pairs[$0] }, model))
    }
  }

  private static func numbers(
    _ rewards: (chosen: Tensor, rejected: Tensor)
  ) -> [(chosen: Double, rejected: Double)] {
    zip(
      rewards.chosen.detached().elements(Float.self),
      rewards.rejected.detached().elements(Float.self)
    ).map { (Double($0), Double($1)) }
  }
}
