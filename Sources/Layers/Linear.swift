public import Tensors

/// `y = x · Wᵀ`, without a bias, as everywhere in the Llama family.
public struct Linear {
  /// [O, I]
  public var weight: Tensor

  public init(weight: Tensor) { self.weight = weight }

  /// [..., I] to [..., O].
  public func callAsFunction(_ x: Tensor) -> Tensor { x.linear(weight) }
}
