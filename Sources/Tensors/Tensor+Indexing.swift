internal import EngineABI

extension Tensor {
  /// The entries at `indices` (i64 or i32) along a dimension.
  public func selecting(_ indices: Tensor, along dimension: Int) -> Tensor {
    make("selecting", self, indices) {
      sl_index_select(handle, Int64(dimension), indices.handle, $0)
    }
  }

  /// `out[i][j] = self[i][indices[i][j]]` along a dimension.
  public func gathered(_ indices: Tensor, along dimension: Int) -> Tensor {
    make("gathered", self, indices) { sl_gather(handle, Int64(dimension), indices.handle, $0) }
  }

  /// `self[indices[i]] += source[i]` along a dimension, in place and outside the graph.
  public func add(_ source: Tensor, at indices: Tensor, along dimension: Int) {
    check("add(at:)", [self, indices, source]) {
      sl_index_add_in_place(handle, Int64(dimension), indices.handle, source.handle)
    }
  }

  /// `self[indices[i]] = source[i]` along a dimension, in place and outside the graph.
  public func assign(_ source: Tensor, at indices: Tensor, along dimension: Int) {
    check("assign(at:)", [self, indices, source]) {
      sl_index_copy_in_place(handle, Int64(dimension), indices.handle, source.handle)
    }
  }

  /// Rows of the table `self` [V, C] for `indices` [...]: [..., C].
  public func embedding(_ indices: Tensor) -> Tensor {
    make("embedding", self, indices) { sl_embedding(handle, indices.handle, $0) }
  }
}
