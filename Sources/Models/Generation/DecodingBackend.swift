internal import Tensors

/// What continues rows of tokens with a static cache of keys and values: fixed slots, each of a
/// fixed length.
protocol DecodingBackend {
  var vocabulary: Int { get }

  /// Fills slots with sequences from position 0; logits [N, V] after each one's last token.
  func prefill(_ sequences: [[Int32]], slots: [Int]) -> [Float]

  /// Copies the first `length` positions of one slot to others.
  func copy(slot: Int, to slots: [Int], length: Int)

  /// Draws up to `steps` tokens a row, fewer after a stop token or at the row's budget.
  func generate(
    _ rows: [FusedDecoder.Row], steps: Int, stopTokens: [Int32], rule: SamplingRule
  ) -> [(tokens: ArraySlice<Int32>, logProbs: ArraySlice<Float>)]
}

/// The CPU's fused decoder.
struct FusedBackend: DecodingBackend {
  let decoder: FusedDecoder
  let cache: FusedDecoder.Cache

  var vocabulary: Int { decoder.shape.vocabulary }

  func prefill(_ sequences: [[Int32]], slots: [Int]) -> [Float] {
    decoder.prefill(sequences, slots: slots, cache: cache)
  }

  func copy(slot: Int, to slots: [Int], length: Int) {
    cache.copy(slot: slot, to: slots, length: length)
  }

  func generate(
    _ rows: [FusedDecoder.Row], steps: Int, stopTokens: [Int32], rule: SamplingRule
  ) -> [(tokens: ArraySlice<Int32>, logProbs: ArraySlice<Float>)] {
    decoder.generate(rows, steps: steps, stopTokens: stopTokens, rule: rule, cache: cache)
  }
}
