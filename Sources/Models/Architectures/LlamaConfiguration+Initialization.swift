internal import Randomness
public import Tensors

extension LlamaConfiguration {
  /// Fresh f32 weights: normal numbers of `initializerRange`, with the projections back into the
  /// residual stream scaled by 1/√(2·layers) (Radford et al. 2019, §2.3); norms are ones. Each
  /// weight has its own stream, so equal seeds give equal weights whatever the order.
  public func initialWeights(seed: UInt64) -> [String: Tensor] {
    var weights: [String: Tensor] = [:]
    for (name, shape) in weightShapes {
      weights[name] =
        shape.count == 1 ? .ones(shape) : matrix(name, shape, seed: seed)
    }
    return weights
  }

  private func matrix(_ name: String, _ shape: [Int], seed: UInt64) -> Tensor {
    var stream = RandomStream(seed: seed, "initial-weights", name)
    let isResidual = name.hasSuffix(".output") || name.hasSuffix(".down")
    let scale = isResidual ? 1 / Double(2 * layers).squareRoot() : 1
    return .normal(
      shape, deviation: initializerRange * scale, generator: Generator(seed: stream.next()))
  }
}
