internal import EngineABI

extension Tensor {
  private func reduce(_ name: String, _ op: sl_reduction, _ dimension: Int?, _ keep: Bool) -> Tensor
  {
    make(name, self) { out in
      guard let dimension else { return sl_reduce_all(op, handle, out) }
      return sl_reduce(op, handle, Int64(dimension), keep, out)
    }
  }

  // Over one dimension (a negative one counts from the end), or over all elements when it is nil.

  public func sum(_ dimension: Int? = nil, keepingDimension keep: Bool = false) -> Tensor {
    reduce("sum", SL_SUM, dimension, keep)
  }
  public func mean(_ dimension: Int? = nil, keepingDimension keep: Bool = false) -> Tensor {
    reduce("mean", SL_MEAN, dimension, keep)
  }
  public func max(_ dimension: Int? = nil, keepingDimension keep: Bool = false) -> Tensor {
    reduce("max", SL_AMAX, dimension, keep)
  }
  public func min(_ dimension: Int? = nil, keepingDimension keep: Bool = false) -> Tensor {
    reduce("min", SL_AMIN, dimension, keep)
  }
  /// The index of the largest element; i64.
  public func argmax(_ dimension: Int? = nil, keepingDimension keep: Bool = false) -> Tensor {
    reduce("argmax", SL_ARGMAX, dimension, keep)
  }
  public func logSumExp(_ dimension: Int? = nil, keepingDimension keep: Bool = false) -> Tensor {
    reduce("logSumExp", SL_LOGSUMEXP, dimension, keep)
  }
  public func all(_ dimension: Int? = nil, keepingDimension keep: Bool = false) -> Tensor {
    reduce("all", SL_ALL, dimension, keep)
  }
  public func any(_ dimension: Int? = nil, keepingDimension keep: Bool = false) -> Tensor {
    reduce("any", SL_ANY, dimension, keep)
  }
  /// The Euclidean norm.
  public func norm(_ dimension: Int? = nil, keepingDimension keep: Bool = false) -> Tensor {
    reduce("norm", SL_NORM2, dimension, keep)
  }
  /// The unbiased variance.
  public func variance(_ dimension: Int? = nil, keepingDimension keep: Bool = false) -> Tensor {
    reduce("variance", SL_VARIANCE, dimension, keep)
  }

  public func softmax(_ dimension: Int = -1) -> Tensor {
    make("softmax", self) { sl_softmax(handle, Int64(dimension), false, $0) }
  }
  public func logSoftmax(_ dimension: Int = -1) -> Tensor {
    make("logSoftmax", self) { sl_softmax(handle, Int64(dimension), true, $0) }
  }
  public func cumulativeSum(_ dimension: Int) -> Tensor {
    make("cumulativeSum", self) { sl_cumulative_sum(handle, Int64(dimension), $0) }
  }

  /// The `count` largest elements along the last dimension in descending order, and where they are.
  public func topK(_ count: Int) -> (values: Tensor, indices: Tensor) {
    var values: OpaquePointer?
    var indices: OpaquePointer?
    check("topK", [self]) { sl_top_k(handle, Int64(count), &values, &indices) }
    return (Tensor(owning: values!), Tensor(owning: indices!))
  }
}
