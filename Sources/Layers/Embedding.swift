public import Tensors

/// A table of vectors, one a token.
public struct Embedding {
  /// [V, C]
  public var weight: Tensor

  public init(weight: Tensor) { self.weight = weight }

  /// Token ids [...] to [..., C].
  public func callAsFunction(_ ids: Tensor) -> Tensor {
    guard FusedKernels.run(on: weight), ids.rank == 1 else { return weight.embedding(ids) }
    return FusedKernels.embedding(weight, ids)
  }
}
