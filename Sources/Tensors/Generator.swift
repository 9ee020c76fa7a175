internal import EngineABI

/// A seeded source of random numbers on one device. Equal seeds give equal streams on equal
/// devices.
public final class Generator {
  let handle: OpaquePointer

  public init(seed: UInt64, device: Device = .cpu) {
    var created: OpaquePointer?
    check("generator", []) { sl_generator_create(seed, device.code, &created) }
    handle = created!
  }

  deinit { sl_generator_free(handle) }
}

extension Tensor {
  /// Normal numbers of a mean and standard deviation.
  public static func normal(
    _ shape: [Int], mean: Double = 0, deviation: Double = 1, dtype: DType = .f32,
    generator: Generator, device: Device = .cpu
  ) -> Tensor {
    let tensor = zeros(shape, dtype: dtype, device: device)
    check("normal", [tensor]) {
      sl_tensor_fill_normal(tensor.handle, mean, deviation, generator.handle)
    }
    return tensor
  }

  /// Uniform numbers in [lower bound, upper bound).
  public static func uniform(
    _ shape: [Int], in bounds: Range<Double> = 0..<1, dtype: DType = .f32, generator: Generator,
    device: Device = .cpu
  ) -> Tensor {
    let tensor = zeros(shape, dtype: dtype, device: device)
    check("uniform", [tensor]) {
      sl_tensor_fill_uniform(
        tensor.handle, bounds.lowerBound, bounds.upperBound, generator.handle)
    }
    return tensor
  }
}
