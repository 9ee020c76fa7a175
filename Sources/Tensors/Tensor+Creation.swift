internal import EngineABI

extension Tensor {
  /// A tensor of the CPU with the elements in row-major order.
  public convenience init<Element: TensorElement>(_ elements: [Element], shape: [Int]? = nil) {
    let shape = shape ?? [elements.count]
    precondition(
      shape.reduce(1, *) == elements.count, "\(elements.count) elements cannot fill \(shape)")
    let handle = elements.withUnsafeBytes { bytes in
      Tensor.copy(bytes, dtype: Element.dtype, shape: shape)
    }
    self.init(owning: handle)
  }

  /// A scalar tensor.
  public convenience init(_ value: Float) { self.init([value], shape: []) }

  /// A tensor of the CPU from raw row-major bytes.
  public convenience init(bytes: UnsafeRawBufferPointer, dtype: DType, shape: [Int]) {
    self.init(owning: Tensor.copy(bytes, dtype: dtype, shape: shape))
  }

  private static func copy(
    _ bytes: UnsafeRawBufferPointer, dtype: DType, shape: [Int]
  ) -> OpaquePointer {
    var handle: OpaquePointer?
    check("init\(shape)", []) {
      sl_tensor_from_bytes(
        bytes.baseAddress, bytes.count, dtype.code, shape.map(Int64.init), Int32(shape.count),
        &handle)
    }
    return handle!
  }

  /// Wraps memory without a copy; `owner` is kept alive as long as the tensor's storage.
  package static func wrapping(
    _ memory: UnsafeMutableRawPointer, dtype: DType, shape: [Int], owner: AnyObject
  ) -> Tensor {
    let context = Unmanaged.passRetained(owner).toOpaque()
    return make("wrapping\(shape)") {
      sl_tensor_wrap(
        memory, dtype.code, shape.map(Int64.init), Int32(shape.count),
        { Unmanaged<AnyObject>.fromOpaque($0!).release() }, context, $0)
    }
  }

  public static func full(
    _ value: Double, shape: [Int], dtype: DType = .f32, device: Device = .cpu
  ) -> Tensor {
    make("full\(shape)") {
      sl_tensor_full(
        value, dtype.code, device.code, shape.map(Int64.init), Int32(shape.count), $0)
    }
  }

  public static func zeros(
    _ shape: [Int], dtype: DType = .f32, device: Device = .cpu
  ) -> Tensor {
    full(0, shape: shape, dtype: dtype, device: device)
  }

  public static func ones(_ shape: [Int], dtype: DType = .f32, device: Device = .cpu) -> Tensor {
    full(1, shape: shape, dtype: dtype, device: device)
  }

  /// `start, start + 1, …, end − 1`.
  public static func range(
    _ bounds: Range<Int>, dtype: DType = .i64, device: Device = .cpu
  ) -> Tensor {
    make("range") {
      sl_tensor_arange(
        Int64(bounds.lowerBound), Int64(bounds.upperBound), dtype.code, device.code, $0)
    }
  }

  /// The elements in row-major order, converted to `Element` when the dtype differs.
  public func elements<Element: TensorElement>(_: Element.Type = Element.self) -> [Element] {
    let source = dtype == Element.dtype ? self : to(Element.dtype)
    let count = count
    return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      check("elements", [source]) {
        sl_tensor_read(source.handle, bytes.baseAddress, count * MemoryLayout<Element>.stride)
      }
      initialized = count
    }
  }

  /// The value of a tensor with one element.
  public var scalar: Double {
    precondition(count == 1, "scalar of \(debugDescription)")
    return elements(Double.self)[0]
  }

  /// The elements' bytes in row-major order.
  package func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let source = to(device: .cpu).contiguous()
    var pointer: UnsafeMutableRawPointer?
    check("bytes", [source]) { sl_tensor_data(source.handle, &pointer) }
    return try withExtendedLifetime(source) {
      try body(UnsafeRawBufferPointer(start: pointer, count: source.count * source.dtype.byteCount))
    }
  }
}
