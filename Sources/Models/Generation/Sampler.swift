internal import Layers
internal import Tensors
public import Tokenization

/// Continues prompts, many at a time: prompts that are equal are computed once, finished samples
/// leave the batch and waiting ones take their slots.
///
/// With the fused decoder (CPU, f32 and bf16) a sample's tokens and log-probabilities are bit for
/// bit the same alone or among others. Elsewhere libtorch chooses its kernels by the batch's shape,
/// so the last bits of a log-probability, and a token where two are nearly equal, may differ.
public final class Sampler {
  private let model: Llama
  private let tokenizer: Tokenizer?
  private let decoder: FusedDecoder?
  private let edits: [ActivationEdit]
  /// The latest call's, for calls that need no more.
  private var cache: FusedDecoder.Cache?

  /// - Parameter tokenizer: needed for stop strings only.
  public convenience init(model: Llama, tokenizer: Tokenizer? = nil) {
    let isFused = model.device == .cpu && FusedDecoder.isAvailable(model.dtype)
    self.init(model: model, tokenizer: tokenizer, isFused: isFused)
  }

  /// Samples from the model as edits change it, in plain operations, which are slower. An edit of
  /// the final token changes the prompt's; one of all tokens changes the drawn ones too.
  ///
  /// - Precondition: no edit is for single samples, by their places or by rows of another run.
  public convenience init(
    model: Llama, tokenizer: Tokenizer? = nil, edits: [ActivationEdit]
  ) {
    precondition(edits.areForAnyBatch, "an edit of single samples, in sampling")
    self.init(model: model, tokenizer: tokenizer, isFused: false, edits: edits)
  }

  /// - Parameter isFused: false decodes in plain operations, as on devices without the fused
  ///   decoder.
  package init(
    model: Llama, tokenizer: Tokenizer?, isFused: Bool, edits: [ActivationEdit] = []
  ) {
    self.model = model
    self.tokenizer = tokenizer
    self.edits = edits
    decoder = isFused ? model.makeFusedDecoder() : nil
  }

  /// Takes up the model's present weights, after they were trained on.
  public func refreshWeights() { decoder?.update(weights: model.decoderWeights) }

  /// Completions in the order of the requests.
  ///
  /// - Parameter onFinish: called with each request's index as it ends.
  public func complete(
    _ requests: [GenerationRequest], options: GenerationOptions,
    onFinish: ((Int, Completion) -> Void)? = nil
  ) -> [Completion] {
    guard !requests.isEmpty, options.maxNewTokens > 0 else {
      return requests.map { _ in Completion(tokens: [], logProbs: [], finishReason: .length) }
    }
    precondition(options.stopStrings.isEmpty || tokenizer != nil, "stop strings need a tokenizer")
    let context = model.configuration.context
    let longest = requests.map(\.prompt.count).max()! + options.maxNewTokens
    let slots = min(options.batchSize, requests.count)
    var run = GenerationRun(
      requests: requests, options: options, context: context, slots: slots,
      backend: backend(slots: slots, length: min(longest, context)), tokenizer: tokenizer)
    run.run(onFinish: onFinish)
    return run.completions
  }

  private func backend(slots: Int, length: Int) -> any DecodingBackend {
    guard let decoder else {
      return TensorBackend(model: model, slots: slots, length: length, edits: edits)
    }
    if let cache, cache.slots >= slots, cache.length >= length {
      return FusedBackend(decoder: decoder, cache: cache)
    }
    let fresh = decoder.makeCache(slots: slots, length: length)
    cache = fresh
    return FusedBackend(decoder: decoder, cache: fresh)
  }
}

extension Llama {
  fileprivate func makeFusedDecoder() -> FusedDecoder {
    FusedDecoder(
      .init(
        layers: configuration.layers, width: configuration.width, heads: configuration.heads,
        keyValueHeads: configuration.keyValueHeads, headSize: configuration.headSize,
        intermediateWidth: configuration.intermediateWidth,
        vocabulary: configuration.vocabularySize, normEpsilon: configuration.normEpsilon),
      dtype: dtype, weights: decoderWeights, cos: rotary.cos, sin: rotary.sin)
  }

  /// In the order that `FusedDecoder` asks for.
  fileprivate var decoderWeights: [Tensor?] {
    let layers = blocks.flatMap { block in
      [
        block.inputNorm.weight, block.attention.qkv.weight, block.attention.output.weight,
        block.feedForwardNorm.weight, block.feedForward.gateUp.weight,
        block.feedForward.down.weight,
      ]
    }
    let head = configuration.tiesEmbedding ? nil : head.weight
    return layers + [embedding.weight, finalNorm.weight, head]
  }
}
