internal import EngineABI

/// An n-dimensional array of the engine, which may take part in automatic differentiation.
///
/// A tensor is a reference: copies of the variable share storage. It stays on the thread that
/// works with it (training is synchronous), so it is not `Sendable`. Shapes that do not fit an
/// operation are programming errors and trap with the operation and the shapes.
public final class Tensor {
  /// The owned handle, freed with the object.
  package let handle: OpaquePointer

  package init(owning handle: OpaquePointer) { self.handle = handle }

  deinit { sl_tensor_free(handle) }

  public var rank: Int { Int(sl_tensor_rank(handle)) }

  public var shape: [Int] { (0..<rank).map { Int(sl_tensor_size(handle, Int32($0))) } }

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }

  public var dtype: DType {
    var code = SL_F32
    check("dtype", []) { sl_tensor_dtype(handle, &code) }
    return DType(code: code)
  }

  public var device: Device { Device(code: sl_tensor_device(handle)) }

  /// The size of one dimension; a negative one counts from the end.
  public func size(_ dimension: Int) -> Int {
    Int(sl_tensor_size(handle, Int32(dimension < 0 ? rank + dimension : dimension)))
  }
}

extension Tensor: CustomDebugStringConvertible {
  public var debugDescription: String {
    let axes = shape.map(String.init).joined(separator: "×")
    return "\(dtype.rawValue)[\(axes)]\(device == .cpu ? "" : "@\(device)")"
  }
}
