public import Tensors

/// Cross-entropy of the next token over the vocabulary, from hidden states and the output head, so
/// that the logits of a batch never exist together in f32.
///
/// Legend: N tokens, C width, V vocabulary.
public enum TokenLoss {
  /// The target of a token at which nothing is to be predicted.
  public static let ignored: Int64 = -100

  /// `scale · Σ weight · −log p(target)` over the supervised tokens, an f32 scalar.
  ///
  /// - Parameter weightsN: f32 [N]; 1 each by default.
  public static func sum(
    _ hiddenNC: Tensor, head: Tensor, targetsN: Tensor, weightsN: Tensor? = nil, scale: Double
  ) -> Tensor {
    guard FusedKernels.run(on: hiddenNC) else {
      return chunkedSum(
        hiddenNC, head: head, targetsN: targetsN, factorsN: factors(weightsN, targetsN, scale))
    }
    return FusedKernels.linearCrossEntropy(
      hiddenNC, head: head, targets: targetsN, weights: weightsN, scale: scale)
  }

  /// f32 [N]
  private static func factors(_ weightsN: Tensor?, _ targetsN: Tensor, _ scale: Double) -> Tensor {
    let onesN = Tensor.zeros([targetsN.size(0)], device: targetsN.device) + 1
    return (weightsN ?? onesN) * scale
  }

  /// `log p(target)` f32 [N], 0 where the target is ignored.
  public static func logProbs(_ hiddenNC: Tensor, head: Tensor, targetsN: Tensor) -> Tensor {
    guard FusedKernels.run(on: hiddenNC) else {
      return chunkedLogProbs(hiddenNC, head: head, targetsN: targetsN)
    }
    return FusedKernels.linearLogProb(hiddenNC, head: head, targets: targetsN)
  }

  /// Rows whose logits exist at the same time.
  private static let chunk = 2048

  private static func forEachChunk(
    _ hiddenNC: Tensor, _ targetsN: Tensor,
    _ body: (_ hidden: Tensor, _ targets: Tensor, _ rows: (start: Int, length: Int)) -> Void
  ) {
    let count = hiddenNC.size(0)
    for start in stride(from: 0, to: count, by: chunk) {
      let length = min(chunk, count - start)
      body(
        hiddenNC.narrowed(0, from: start, length: length),
        targetsN.narrowed(0, from: start, length: length), (start, length))
    }
  }

  private static func chunkedLogProbs(
    _ hiddenNC: Tensor, head: Tensor, targetsN: Tensor
  ) -> Tensor {
    var parts: [Tensor] = []
    forEachChunk(hiddenNC, targetsN) { hidden, targets, _ in
      parts.append(reference(hidden, head: head, targetsN: targets))
    }
    return .concatenated(parts, along: 0)
  }

  /// Computes the gradients chunk by chunk beside the loss, so that no chunk's logits outlive it,
  /// and hands them to automatic differentiation as those of `h·∂h + W·∂W`, whose value is
  /// subtracted again.
  private static func chunkedSum(
    _ hiddenNC: Tensor, head: Tensor, targetsN: Tensor, factorsN: Tensor
  ) -> Tensor {
    var loss = Tensor.zeros([], device: hiddenNC.device)
    var hiddenGradients: [Tensor] = []
    let precision: DType = hiddenNC.dtype == .f64 ? .f64 : .f32
    let headGradient = Tensor.zeros(head.shape, dtype: precision, device: head.device)
    withoutGradient {
      forEachChunk(hiddenNC, targetsN) { hidden, targets, rows in
        let factorN = factorsN.narrowed(0, from: rows.start, length: rows.length)
        let logProbsNV = hidden.linear(head).to(precision).logSoftmax()
        let isIgnored = targets .< 0
        let targetsN1 = targets.filling(where: isIgnored, with: 0).reshaped(-1, 1)
        let picked = logProbsNV.gathered(targetsN1, along: 1).reshaped(-1)
        loss = loss - (picked.filling(where: isIgnored, with: 0) * factorN.to(precision)).sum()
        let isTargetNV =
          Tensor.range(0..<head.size(0), device: head.device).reshaped(1, -1) .== targetsN1
        let slopeNV = logProbsNV.exp() - isTargetNV.to(precision)
        let gradientNV = (slopeNV * factorN.reshaped(-1, 1).to(precision))
          .filling(where: isIgnored.reshaped(-1, 1), with: 0).to(hidden.dtype)
        hiddenGradients.append(gradientNV.matmul(head))
        headGradient.add(gradientNV.transposed().matmul(hidden))
      }
    }
    guard hiddenNC.requiresGradient || head.requiresGradient else { return loss }
    let carrier =
      (hiddenNC * .concatenated(hiddenGradients, along: 0)).sum()
      + (head * headGradient.to(head.dtype)).sum()
    return loss + (carrier - carrier.detached())
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
