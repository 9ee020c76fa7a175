internal import EngineABI

/// The fused decoder of the CPU: a small Llama's whole forward pass for a few rows in one call.
///
/// Every row's arithmetic is the same alone or in any batch and with any number of threads.
public final class FusedDecoder {
  /// The model's shape; the legend is that of `Llama`.
  public struct Shape {
    public var layers: Int
    public var width: Int
    public var heads: Int
    public var keyValueHeads: Int
    public var headSize: Int
    public var intermediateWidth: Int
    public var vocabulary: Int
    public var normEpsilon: Double

    public init(
      layers: Int, width: Int, heads: Int, keyValueHeads: Int, headSize: Int,
      intermediateWidth: Int, vocabulary: Int, normEpsilon: Double
    ) {
      self.layers = layers
      self.width = width
      self.heads = heads
      self.keyValueHeads = keyValueHeads
      self.headSize = headSize
      self.intermediateWidth = intermediateWidth
      self.vocabulary = vocabulary
      self.normEpsilon = normEpsilon
    }
  }

  public let shape: Shape
  private let handle: OpaquePointer

  /// Whether this processor can run the decoder in a dtype.
  public static func isAvailable(_ dtype: DType) -> Bool {
    EngineLibrary.load()
    return switch dtype {
    case .f32: sl_decoder_available(SL_DECODER_F32)
    case .bf16: sl_decoder_available(SL_DECODER_BF16)
    default: false
    }
  }

  /// - Parameters:
  ///   - weights: for each layer the input norm, qkv, output, feed-forward norm, gate and up,
  ///     down; then the embedding, the final norm, and the head or nil when it is tied.
  ///   - cos: f32 [T, D/2], as `sin`; T is the longest sequence.
  public init(_ shape: Shape, dtype: DType, weights: [Tensor?], cos: Tensor, sin: Tensor) {
    precondition(Self.isAvailable(dtype), "no fused decoder for \(dtype.rawValue) here")
    precondition(weights.count == 6 * shape.layers + 3)
    self.shape = shape
    var configuration = sl_decoder_config(
      layers: Int32(shape.layers), width: Int32(shape.width), heads: Int32(shape.heads),
      kv_heads: Int32(shape.keyValueHeads), head_dim: Int32(shape.headSize),
      intermediate: Int32(shape.intermediateWidth), vocabulary: Int32(shape.vocabulary),
      max_positions: Int32(cos.size(0)), norm_epsilon: Float(shape.normEpsilon),
      dtype: dtype == .bf16 ? SL_DECODER_BF16 : SL_DECODER_F32)
    var created: OpaquePointer?
    let tensors = weights.compactMap(\.self)
    check("decoder", tensors) {
      sl_decoder_create(
        &configuration, weights.map { $0?.handle }, cos.elements(Float.self),
        sin.elements(Float.self), &created)
    }
    handle = created!
  }

  deinit { sl_decoder_free(handle) }

  /// Takes new values of the same weights. Caches filled before are stale afterwards.
  public func update(weights: [Tensor?]) {
    check("decoder update", weights.compactMap(\.self)) {
      sl_decoder_update_weights(handle, weights.map { $0?.handle })
    }
  }

  /// Keys and values of sequences in fixed slots.
  public final class Cache {
    public let slots: Int
    /// Tokens a slot can hold.
    public let length: Int
    fileprivate let handle: OpaquePointer

    fileprivate init(owning handle: OpaquePointer, slots: Int, length: Int) {
      self.handle = handle
      self.slots = slots
      self.length = length
    }

    deinit { sl_decoder_cache_free(handle) }

    /// Copies the first `length` positions of one slot to others.
    public func copy(slot: Int, to slots: [Int], length: Int) {
      check("cache copy", []) {
        sl_decoder_cache_copy(
          handle, Int32(slot), slots.map(Int32.init), Int32(slots.count), Int32(length))
      }
    }
  }

  public func makeCache(slots: Int, length: Int) -> Cache {
    var created: OpaquePointer?
    check("cache of \(slots) × \(length)", []) {
      sl_decoder_cache_create(handle, Int32(slots), Int32(length), &created)
    }
    return Cache(owning: created!, slots: slots, length: length)
  }

  /// Fills slots with sequences from position 0; the logits [N, V] after each one's last token.
  public func prefill(_ sequences: [[Int32]], slots: [Int], cache: Cache) -> [Float] {
    let lengths = sequences.map { Int32($0.count) }
    let tokens = sequences.flatMap(\.self)
    var logits = [Float](repeating: 0, count: sequences.count * shape.vocabulary)
    slots.map(Int32.init).withUnsafeBufferPointer { slots in
      lengths.withUnsafeBufferPointer { lengths in
        tokens.withUnsafeBufferPointer { tokens in
          var request = sl_prefill_request(
            rows: Int32(sequences.count), slots: slots.baseAddress, tokens: tokens.baseAddress,
            lengths: lengths.baseAddress, positions: nil, targets: nil)
          check("prefill", []) {
            sl_decoder_prefill(handle, cache.handle, &request, &logits, nil)
          }
        }
      }
    }
    return logits
  }

  /// One row that is being continued.
  public struct Row {
    public var slot: Int
    /// The latest token, which the slot does not hold yet, and its position.
    public var token: Int32
    public var position: Int
    /// The most tokens this call may add.
    public var budget: Int
    public var seed: UInt64
    /// The number of tokens drawn for this row before.
    public var drawn: Int

    public init(slot: Int, token: Int32, position: Int, budget: Int, seed: UInt64, drawn: Int) {
      self.slot = slot
      self.token = token
      self.position = position
      self.budget = budget
      self.seed = seed
      self.drawn = drawn
    }
  }

  /// Draws up to `steps` tokens for each row, fewer after a stop token (which is part of the
  /// result) or at its budget. How tokens are split into calls changes nothing.
  public func generate(
    _ rows: [Row], steps: Int, stopTokens: [Int32], rule: SamplingRule, cache: Cache
  ) -> [(tokens: ArraySlice<Int32>, logProbs: ArraySlice<Float>)] {
    var tokens = [Int32](repeating: 0, count: rows.count * steps)
    var logProbs = [Float](repeating: 0, count: rows.count * steps)
    var counts = [Int32](repeating: 0, count: rows.count)
    withRequest(rows, steps: steps, stopTokens: stopTokens, rule: rule) { request in
      var request = request
      check("generate", []) {
        sl_decoder_generate(handle, cache.handle, &request, &tokens, &logProbs, &counts, nil)
      }
    }
    return rows.indices.map { row in
      let range = row * steps..<row * steps + Int(counts[row])
      return (tokens[range], logProbs[range])
    }
  }

  private func withRequest(
    _ rows: [Row], steps: Int, stopTokens: [Int32], rule: SamplingRule,
    _ body: (sl_generate_request) -> Void
  ) {
    let integers = [
      rows.map { Int32($0.slot) }, rows.map(\.token), rows.map { Int32($0.position) },
      rows.map { Int32(min($0.budget, steps)) },
    ].flatMap(\.self)
    let words = rows.map(\.seed) + rows.map { UInt64($0.drawn) }
    let count = rows.count
    integers.withUnsafeBufferPointer { integers in
      words.withUnsafeBufferPointer { words in
        stopTokens.withUnsafeBufferPointer { stops in
          let base = integers.baseAddress!
          body(
            sl_generate_request(
              rows: Int32(count), slots: base, tokens: base + count, positions: base + 2 * count,
              steps: Int32(steps), budgets: base + 3 * count, stop_tokens: stops.baseAddress,
              stop_count: Int32(stops.count), sampling: rule.code, seeds: words.baseAddress,
              counters: words.baseAddress! + count))
        }
      }
    }
  }
}
