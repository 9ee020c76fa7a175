public import Tensors

/// Grouped-query causal self-attention (Ainslie et al. 2023, arXiv 2305.13245) over packed samples.
///
/// Legend: N tokens, S samples, T the longest of them, C width, H query heads, G key/value heads,
/// D channels a head.
public struct CausalAttention {
  /// [(H + 2G)·D, C]: the rows of queries, keys, values.
  public var qkv: Linear
  /// [C, H·D]
  public var output: Linear
  public let heads: Int
  public let keyValueHeads: Int
  public let headSize: Int

  public init(qkv: Linear, output: Linear, heads: Int, keyValueHeads: Int, headSize: Int) {
    self.qkv = qkv
    self.output = output
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.headSize = headSize
  }

  /// Queries, keys and values [N, (H + 2G)·D] to mixed values [N, H·D].
  public func attend(_ qkvN: Tensor, layout: PackedLayout, rotary: RotaryEmbedding) -> Tensor {
    guard FusedKernels.run(on: qkvN), headSize % 16 == 0 else {
      return reference(qkvN, layout: layout, rotary: rotary)
    }
    return FusedKernels.attention(
      qkvN, cos: rotary.cos, sin: rotary.sin, positions: layout.positions, starts: layout.starts,
      heads: heads, keyValueHeads: keyValueHeads, headSize: headSize)
  }

  /// Queries [N, H, D] and keys [N, G, D] with their positions turned in, and values [N, G, D].
  public func rotated(
    _ qkvN: Tensor, positions: Tensor, rotary: RotaryEmbedding
  ) -> (qNHD: Tensor, kNGD: Tensor, vNGD: Tensor) {
    let qkvNHD = qkvN.reshaped(-1, heads + 2 * keyValueHeads, headSize)
    return (
      rotary(qkvNHD.narrowed(1, from: 0, length: heads), positions: positions),
      rotary(qkvNHD.narrowed(1, from: heads, length: keyValueHeads), positions: positions),
      qkvNHD.narrowed(1, from: heads + keyValueHeads, length: keyValueHeads)
    )
  }

  /// In libtorch's operations: samples are unpacked into a padded grid, attended, packed again.
  package func reference(
    _ qkvN: Tensor, layout: PackedLayout, rotary: RotaryEmbedding
  ) -> Tensor {
    let (qNHD, kNGD, vNGD) = rotated(qkvN, positions: layout.positions, rotary: rotary)
    let rows = layout.paddedRows
    let mixedSHTD = Tensor.attention(
      q: grid(qNHD, rows, layout), k: grid(kNGD, rows, layout), v: grid(vNGD, rows, layout),
      isCausal: true, scale: 1 / Double(headSize).squareRoot())
    return mixedSHTD.permuted(0, 2, 1, 3).reshaped(-1, heads * headSize)
      .selecting(layout.packedCells, along: 0)
  }

  /// [N, H, D] to [S, H, T, D].
  private func grid(_ xNHD: Tensor, _ rows: Tensor, _ layout: PackedLayout) -> Tensor {
    xNHD.selecting(rows, along: 0)
      .reshaped(layout.lengths.count, layout.longest, xNHD.size(1), headSize)
      .permuted(0, 2, 1, 3)
  }
}
