internal import Layers
internal import Models
internal import Tensors
internal import Tokenization

/// What goes on inside for many prompts, and what the model does when that is changed.
///
/// Legend: S prompts, C width, L blocks.
extension LoadedModel {
  /// The residual stream at each prompt's final token: for every point 0…L (see `CaptureRequest`)
  /// f32 [S, C] on the CPU.
  func finalResiduals(_ prompts: [[Int32]]) -> [Tensor] {
    let points = Array(0...model.configuration.layers)
    var parts: [[Tensor]] = points.map { _ in [] }
    inBatches(prompts.map(\.count)) { range in
      let ids = prompts[range].flatMap { $0.map(Int64.init) }
      meter.count(forward: range.count, tokens: ids.count)
      let (_, kept) = withoutGradient {
        model.traced(
          Tensor(ids).to(device: model.device),
          layout: PackedLayout(lengths: prompts[range].map(\.count), device: model.device),
          capturing: CaptureRequest(residual: points, positions: .last))
      }
      for point in points { parts[point].append(kept.residual[point]!.to(.f32, device: .cpu)) }
    }
    return parts.map { Tensor.concatenated($0, along: 0) }
  }

  /// For each pair `Σ log p(target token | what is before it)` in nats, with edits at all tokens.
  func logProbs(
    _ rows: [(context: [Int32], target: [Int32])], edits: [ActivationEdit]
  ) -> [Double] {
    meter.count(
      forward: rows.count, tokens: rows.reduce(0) { $0 + $1.context.count + $1.target.count })
    return CompletionScorer(model: model, edits: edits)
      .logProbs(rows.map { TokenizedSample(prompt: $0.context, completion: $0.target) })
      .map { $0.reduce(0) { $0 + Double($1) } }
  }

  /// Token sequences that continue prompts, without the stop token at their ends.
  func completions(
    of prompts: [[Int32]], rule: SamplingRule, maxTokens: Int, seeds: [UInt64],
    edits: [ActivationEdit] = []
  ) -> [[Int32]] {
    let completions = complete(
      prompts, by: edits.isEmpty ? sampler : Sampler(model: model, edits: edits), rule: rule,
      maxTokens: maxTokens, seeds: seeds)
    return completions.map { completion in
      stopTokens.contains(completion.tokens.last ?? -1)
        ? Array(completion.tokens.dropLast()) : completion.tokens
    }
  }
}
