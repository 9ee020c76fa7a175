public import Tensors

extension CausalAttention {
  /// How each query spreads its attention, for each sample f32 [H, T, T]:
  /// `softmax(q·kᵀ/√D)` over the keys up to its own place, 0 after it.
  ///
  /// - Parameter qkvN: queries, keys and values [N, (H + 2G)·D] before rotation.
  public func patterns(
    _ qkvN: Tensor, layout: PackedLayout, rotary: RotaryEmbedding
  ) -> [Tensor] {
    let (qNHD, kNGD, _) = rotated(qkvN, positions: layout.positions, rotary: rotary)
    var start = 0
    return layout.lengths.map { length in
      defer { start += length }
      return pattern(
        qNHD.narrowed(0, from: start, length: length).to(.f32),
        kNGD.narrowed(0, from: start, length: length).to(.f32))
    }
  }

  /// [T, H, D] and [T, G, D] to [H, T, T]; G groups of H/G queries share a key.
  private func pattern(_ qTHD: Tensor, _ kTGD: Tensor) -> Tensor {
    let length = qTHD.size(0)
    let qGRTD = qTHD.permuted(1, 0, 2)
      .reshaped(keyValueHeads, heads / keyValueHeads, length, headSize)
    let kG1DT = kTGD.permuted(1, 2, 0).reshaped(keyValueHeads, 1, headSize, length)
    let scores = qGRTD.matmul(kG1DT) * (1 / Double(headSize).squareRoot())
    let place = Tensor.range(0..<length, device: qTHD.device)
    let isLater = place.reshaped(-1, 1) .< place.reshaped(1, -1)
    return scores.filling(where: isLater, with: -.infinity).softmax()
      .reshaped(heads, length, length)
  }
}
