public import Tensors

/// Root-mean-square normalisation (Zhang and Sennrich 2019, arXiv 1910.07467):
/// `y = w · x / √(mean(x²) + ε)` over the last dimension, the statistics in f32.
public struct RMSNorm {
  /// [C]
  public var weight: Tensor
  public var epsilon: Double

  public init(weight: Tensor, epsilon: Double) {
    self.weight = weight
    self.epsilon = epsilon
  }

  /// [N, C] to [N, C].
  public func callAsFunction(_ xNC: Tensor) -> Tensor {
    guard FusedKernels.run(on: xNC) else { return reference(xNC) }
    return FusedKernels.rmsNorm(xNC, weight: weight, epsilon: epsilon)
  }

  /// `residual + x` and its normalisation, in one pass over memory where there is a kernel.
  public func adding(_ xNC: Tensor, to residualNC: Tensor) -> (sum: Tensor, normalised: Tensor) {
    guard FusedKernels.run(on: xNC) else {
      let sum = residualNC + xNC
      return (sum, reference(sum))
    }
    return FusedKernels.addRMSNorm(xNC, residual: residualNC, weight: weight, epsilon: epsilon)
  }

  /// In plain operations: the normalised value is rounded to x's dtype before the weight, as in
  /// transformers' `LlamaRMSNorm`.
  package func reference(_ xNC: Tensor) -> Tensor {
    let x = xNC.dtype == .f64 ? xNC : xNC.to(.f32)
    let scale = (x.square().mean(-1, keepingDimension: true) + epsilon).rsqrt()
    return (x * scale).to(xNC.dtype) * weight
  }
}
