public import Tensors

/// Cross-entropy of the next token over the vocabulary, from hidden states and the output head, so
/// that the logits of a batch never exist together in f32.
///
/// Legend: N tokens, C width, V vocabulary.
public enum TokenLoss {
  /// The target of a token at which nothing is to be predicted.
  public static let ignored: Int64 = -100

  /// `scale · Σ −log p(target)` over the supervised tokens, an f32 scalar.
  public static func sum(
    _ hiddenNC: Tensor, head: Tensor, targetsN: Tensor, scale: Double
  ) -> Tensor {
    guard FusedKernels.run(on: hiddenNC) else {
      return chunked(hiddenNC, head: head, targetsN: targetsN).sum() * -scale
    }
    return FusedKernels.linearCrossEntropy(
      hiddenNC, head: head, targets: targetsN, scale: scale)
  }

  /// `log p(target)` f32 [N], 0 where the target is ignored.
  public static func logProbs(_ hiddenNC: Tensor, head: Tensor, targetsN: Tensor) -> Tensor {
    guard FusedKernels.run(on: hiddenNC) else {
      return chunked(hiddenNC, head: head, targetsN: targetsN)
    }
    return FusedKernels.linearLogProb(hiddenNC, head: head, targets: targetsN)
  }

  /// Rows whose logits exist at the same time in `chunked`.
  private static let chunk = 2048

  private static func chunked(_ hiddenNC: Tensor, head: Tensor, targetsN: Tensor) -> Tensor {
    let count = hiddenNC.size(0)
    let parts = stride(from: 0, to: count, by: chunk).map { start in
      let length = min(chunk, count - start)
      return reference(
        hiddenNC.narrowed(0, from: start, length: length), head: head,
        targetsN: targetsN.narrowed(0, from: start, length: length))
    }
    return parts.count == 1 ? parts[0] : .concatenated(parts, along: 0)
  }

  /// In plain operations, all logits at once.
  package static func reference(
    _ hiddenNC: Tensor, head: Tensor, targetsN: Tensor
  ) -> Tensor {
    let product = hiddenNC.linear(head)
    let logProbsNV = (product.dtype == .f64 ? product : product.to(.f32)).logSoftmax()
    let isIgnored = targetsN .< 0
    let safeN1 = targetsN.filling(where: isIgnored, with: 0).reshaped(-1, 1)
    return logProbsNV.gathered(safeN1, along: 1).reshaped(-1).filling(where: isIgnored, with: 0)
  }
}
