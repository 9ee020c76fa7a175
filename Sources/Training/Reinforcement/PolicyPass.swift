internal import Layers
internal import Models
internal import Tensors
internal import Tokenization

/// The policy's forward pass over all answers of a step, with what its backward pass needs. The
/// trainer's own log-probabilities come from it, and so does the first update, whose weights are
/// the same: such a step has one forward pass less.
///
/// Only a step that fits into one pass has it, so that no more is held than an update holds.
package struct PolicyPass {
  let batch: PackedBatch
  /// [N, C]
  let hiddenNC: Tensor

  /// Nil where the answers have more tokens than `configuration.training.microBatchTokens`, and
  /// where the first update does not learn from all of them.
  init?(_ rollouts: [Rollout], _ policy: Llama, _ configuration: ReinforcementConfiguration) {
    let samples = rollouts.map(\.sample)
    let tokens = samples.reduce(0) { $0 + $1.ids.count }
    guard configuration.miniBatches == 1, tokens <= configuration.training.microBatchTokens,
      let data = try? TrainingData(samples, source: "answers")
    else { return nil }
    batch = data.batch(Array(samples.indices), device: policy.device)
    hiddenNC = policy.hiddenStates(batch.inputsN, layout: batch.layout)
  }
}
