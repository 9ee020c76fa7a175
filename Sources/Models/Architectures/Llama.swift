public import Layers
public import Tensors

// The Llama family (Touvron et al. 2023, arXiv 2302.13971; Grattafiori et al. 2024,
// arXiv 2407.21783) as in transformers' `LlamaForCausalLM`.
//
// Legend: N packed tokens, C width, H query heads, G key/value heads, D channels a head,
// F intermediate width, V vocabulary.

// MARK: - Block

/// One decoder layer: `x + attention(norm(x))`, then `x + feedForward(norm(x))`.
public struct LlamaBlock {
  public var inputNorm: RMSNorm
  public var attention: CausalAttention
  public var feedForwardNorm: RMSNorm
  public var feedForward: SwiGLU
}

// MARK: - Model

/// A decoder-only transformer with tied or separate output head.
public final class Llama {
  public let configuration: LlamaConfiguration
  public let embedding: Embedding
  public let blocks: [LlamaBlock]
  public let finalNorm: RMSNorm
  /// The output head; the embedding's table when tied.
  public let head: Linear
  public let rotary: RotaryEmbedding
  public let dtype: DType
  public let device: Device

  /// Builds the model in a compute dtype from f32 weights under the names of
  /// `LlamaConfiguration.weightShapes`, which must all be there.
  public init(
    _ configuration: LlamaConfiguration, weights: [String: Tensor], dtype: DType = .f32,
    device: Device = .cpu
  ) {
    // A weight of its own, so that training never writes into a mapped file.
    func weight(_ name: String) -> Tensor {
      weights[name]!.to(dtype, device: device).cloned()
    }
    func norm(_ name: String) -> RMSNorm {
      RMSNorm(weight: weight(name), epsilon: configuration.normEpsilon)
    }
    self.configuration = configuration
    self.dtype = dtype
    self.device = device
    embedding = Embedding(weight: weight("embedding"))
    blocks = (0..<configuration.layers).map { layer in
      LlamaBlock(
        inputNorm: norm("layers.\(layer).inputNorm"),
        attention: CausalAttention(
          qkv: Linear(weight: weight("layers.\(layer).qkv")),
          output: Linear(weight: weight("layers.\(layer).output")),
          heads: configuration.heads, keyValueHeads: configuration.keyValueHeads,
          headSize: configuration.headSize),
        feedForwardNorm: norm("layers.\(layer).feedForwardNorm"),
        feedForward: SwiGLU(
          gateUp: Linear(weight: weight("layers.\(layer).gateUp")),
          down: Linear(weight: weight("layers.\(layer).down"))))
    }
    finalNorm = norm("finalNorm")
    head =
      configuration.tiesEmbedding
      ? Linear(weight: embedding.weight) : Linear(weight: weight("head"))
    rotary = RotaryEmbedding(
      configuration.rotary, headSize: configuration.headSize, context: configuration.context,
      device: device)
  }

  /// Ids i64 [N] of packed samples to the normalised final hidden states [N, C].
  public func hiddenStates(_ idsN: Tensor, layout: PackedLayout) -> Tensor {
    hiddenStates(idsN) { _, attention, qkvN in
      attention.attend(qkvN, layout: layout, rotary: rotary)
    }
  }

  /// The same with attention done by the caller, who may keep keys and values.
  ///
  /// - Parameters:
  ///   - hooks: what looks at the pass, or changes it.
  ///   - attend: layer, its attention, queries, keys and values [N, (H + 2G)·D] before rotation;
  ///     returns [N, H·D].
  func hiddenStates(
    _ idsN: Tensor, hooks: ForwardHooks? = nil, attend: (Int, CausalAttention, Tensor) -> Tensor
  ) -> Tensor {
    var residualNC = embedding(idsN)
    var branchNC: Tensor?
    for (layer, block) in blocks.enumerated() {
      let xNC = normalise(block.inputNorm, branchNC, &residualNC) {
        hooks?.residual(layer, $0) ?? $0
      }
      let mixedN = attend(layer, block.attention, block.attention.qkv(xNC))
      let yNC = normalise(
        block.feedForwardNorm, block.attention.output(mixedN), &residualNC)
      let outputNC = block.feedForward(yNC)
      hooks?.feedForward(layer, outputNC)
      branchNC = outputNC
    }
    return normalise(finalNorm, branchNC, &residualNC) {
      hooks?.residual(blocks.count, $0) ?? $0
    }
  }

  /// Adds a branch to the residual stream, which `edit` may then change, and normalises it.
  private func normalise(
    _ norm: RMSNorm, _ branchNC: Tensor?, _ residualNC: inout Tensor,
    edit: (Tensor) -> Tensor = { $0 }
  ) -> Tensor {
    guard let branchNC else {
      residualNC = edit(residualNC)
      return norm(residualNC)
    }
    let (sum, normalised) = norm.adding(branchNC, to: residualNC)
    residualNC = edit(sum)
    return residualNC === sum ? normalised : norm(residualNC)
  }

  /// Ids i64 [N] to logits [N, V] in the compute dtype.
  public func logits(_ idsN: Tensor, layout: PackedLayout) -> Tensor {
    head(hiddenStates(idsN, layout: layout))
  }

  /// Visits every trainable tensor once under its name in `LlamaConfiguration.weightShapes`.
  public func forEachWeight(_ visit: (_ name: String, _ weight: Tensor) -> Void) {
    visit("embedding", embedding.weight)
    for (layer, block) in blocks.enumerated() {
      visit("layers.\(layer).inputNorm", block.inputNorm.weight)
      visit("layers.\(layer).qkv", block.attention.qkv.weight)
      visit("layers.\(layer).output", block.attention.output.weight)
      visit("layers.\(layer).feedForwardNorm", block.feedForwardNorm.weight)
      visit("layers.\(layer).gateUp", block.feedForward.gateUp.weight)
      visit("layers.\(layer).down", block.feedForward.down.weight)
    }
    visit("finalNorm", finalNorm.weight)
    if !configuration.tiesEmbedding { visit("head", head.weight) }
  }

  /// Parameters for an optimizer; `masters` are the f32 weights the model was built from.
  public func parameters(masters: [String: Tensor]) -> [Parameter] {
    var parameters: [Parameter] = []
    forEachWeight { name, weight in
      parameters.append(
        Parameter(
          name: name, value: weight, master: masters[name]?.to(device: device).cloned(),
          isEmbedding: name == "embedding" || name == "head"))
    }
    return parameters
  }
}
