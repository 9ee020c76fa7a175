internal import EngineABI

extension Tensor {
  /// The matrix product, batched over leading dimensions.
  public func matmul(_ other: Tensor) -> Tensor {
    make("matmul", self, other) { sl_matmul(handle, other.handle, $0) }
  }

  /// `self · weightᵀ`: [..., I] with [O, I] gives [..., O].
  public func linear(_ weight: Tensor) -> Tensor {
    make("linear", self, weight) { sl_linear(handle, weight.handle, $0) }
  }

  /// `softmax(q·kᵀ·scale)·v` over [B, H, T, D]; k and v may have fewer heads, H a multiple of
  /// theirs.
  ///
  /// - Parameters:
  ///   - mask: booleans that broadcast to [B, H, T, S], true where a query may attend.
  ///   - isCausal: query t attends to keys 0…t; exclusive with `mask`.
  public static func attention(
    q: Tensor, k: Tensor, v: Tensor, mask: Tensor? = nil, isCausal: Bool = false, scale: Double
  ) -> Tensor {
    make("attention", q, k, v) {
      sl_attention_dense(q.handle, k.handle, v.handle, mask?.handle, isCausal, scale, $0)
    }
  }
}
