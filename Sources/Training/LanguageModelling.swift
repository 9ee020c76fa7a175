internal import Foundation
internal import Layers
internal import Models
internal import Tensors

/// Next-token training on texts or chats.
final class LanguageModelling: TrainingMethod {
  private let task: TrainingRun.Task
  private let configuration: TrainingConfiguration
  private let update: TrainingStep
  private var plan: BatchPlan
  let totalSteps: Int

  var kind: String { task.kind }
  var base: Checkpoint { task.base }
  var device: Device { update.model.device }
  var optimizer: Optimizer { update.optimizer }
  var details: [String: String] { ["samples": "\(task.data.samples.count)"] }

  init(_ task: TrainingRun.Task, configuration: TrainingConfiguration, device: Device) {
    self.task = task
    self.configuration = configuration
    let model = task.base.model(dtype: configuration.dtype, device: device)
    update = TrainingStep(
      model: model,
      optimizer: Optimizer(
        configuration.optimizer, parameters: model.parameters(masters: task.base.weights)),
      clipNorm: configuration.clipNorm, normalization: configuration.loss)
    plan = BatchPlan(
      lengths: task.data.lengths, tokensPerBatch: configuration.batchTokens,
      seed: configuration.seed)
    totalSteps = configuration.totalSteps(plan)
  }

  func advance(step: Int, learningRate: Double) throws -> StepReport {
    let (epochs, samples) = plan.batch(at: step)
    let outcome = try update.update(
      task.data,
      microBatches: plan.packed(samples, tokensPerBatch: configuration.microBatchTokens),
      learningRate: learningRate)
    return StepReport(
      loss: outcome.loss, tokens: outcome.tokens, supervisedTokens: outcome.supervisedTokens,
      values: ["grad_norm": outcome.gradientNorm, "epoch": epochs])
  }

  func evaluate() -> [String: Double]? {
    guard let data = task.evaluation else { return nil }
    let loss = update.evaluate(data, tokensPerBatch: configuration.microBatchTokens)
    return ["eval_loss": loss, "eval_perplexity": exp(loss)]
  }
}
