internal import EngineABI

extension Tensor {
  /// The same elements in another shape; one size may be −1.
  public func reshaped(_ shape: Int...) -> Tensor { reshaped(shape) }

  public func reshaped(_ shape: [Int]) -> Tensor {
    make("reshaped\(shape)", self) {
      sl_reshape(handle, shape.map(Int64.init), Int32(shape.count), $0)
    }
  }

  public func permuted(_ order: Int...) -> Tensor {
    make("permuted\(order)", self) {
      sl_permute(handle, order.map(Int64.init), Int32(order.count), $0)
    }
  }

  public func transposed(_ first: Int = -2, _ second: Int = -1) -> Tensor {
    make("transposed", self) { sl_transpose(handle, Int64(first), Int64(second), $0) }
  }

  /// A view with dimensions of size 1 repeated; −1 keeps a size.
  public func expanded(_ shape: Int...) -> Tensor {
    make("expanded\(shape)", self) {
      sl_expand(handle, shape.map(Int64.init), Int32(shape.count), $0)
    }
  }

  /// A view of `length` entries from `start` along a dimension.
  public func narrowed(_ dimension: Int, from start: Int, length: Int) -> Tensor {
    make("narrowed", self) {
      sl_narrow(handle, Int64(dimension), Int64(start), Int64(length), $0)
    }
  }

  /// A view of one entry along a dimension, which disappears.
  public func selected(_ dimension: Int, _ index: Int) -> Tensor {
    make("selected", self) { sl_select(handle, Int64(dimension), Int64(index), $0) }
  }

  public static func concatenated(_ tensors: [Tensor], along dimension: Int) -> Tensor {
    let handles: [OpaquePointer?] = tensors.map(\.handle)
    return withExtendedLifetime(tensors) {
      make("concatenated") {
        sl_concatenate(handles, Int32(handles.count), Int64(dimension), $0)
      }
    }
  }

  public static func stacked(_ tensors: [Tensor], along dimension: Int = 0) -> Tensor {
    let handles: [OpaquePointer?] = tensors.map(\.handle)
    return withExtendedLifetime(tensors) {
      make("stacked") { sl_stack(handles, Int32(handles.count), Int64(dimension), $0) }
    }
  }

  public func contiguous() -> Tensor { make("contiguous", self) { sl_contiguous(handle, $0) } }

  /// A copy with its own storage.
  public func cloned() -> Tensor { make("cloned", self) { sl_clone(handle, $0) } }

  /// The tensor in another dtype or on another device; itself when nothing changes.
  public func to(_ dtype: DType? = nil, device: Device? = nil) -> Tensor {
    make("to", self) {
      sl_to(handle, (dtype ?? self.dtype).code, (device ?? self.device).code, $0)
    }
  }

  /// Zeroes what lies below the diagonal of the last two dimensions.
  public func upperTriangle(diagonal: Int = 0) -> Tensor {
    make("upperTriangle", self) { sl_triangle(handle, true, Int64(diagonal), $0) }
  }

  /// Zeroes what lies above the diagonal of the last two dimensions.
  public func lowerTriangle(diagonal: Int = 0) -> Tensor {
    make("lowerTriangle", self) { sl_triangle(handle, false, Int64(diagonal), $0) }
  }

  /// Overwrites the elements with those of `source` (converted), outside the graph.
  public func assign(_ source: Tensor) {
    check("assign", [self, source]) { sl_tensor_copy(handle, source.handle) }
  }
}
