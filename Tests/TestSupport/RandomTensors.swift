public import Tensors

/// Normal tensors of one seed, drawn in f32 and then converted, so that dtypes see equal numbers.
public struct RandomTensors {
  private let generator: Generator

  public init(seed: UInt64) { generator = Generator(seed: seed) }

  public func callAsFunction(
    _ shape: Int..., deviation: Double = 1, dtype: DType = .f32, isLeaf: Bool = false
  ) -> Tensor {
    let tensor = Tensor.normal(shape, deviation: deviation, generator: generator).to(dtype)
    tensor.requiresGradient = isLeaf
    return tensor
  }
}
