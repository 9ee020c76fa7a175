internal import Layers

extension Optimizer {
  /// One update along the gradients that are there, clipped to a global norm.
  ///
  /// - Parameter clipNorm: 0 switches clipping off.
  /// - Returns: the norm before clipping.
  /// - Throws: `NonFiniteLoss`; the weights are then unchanged and the gradients gone.
  func descend(loss: Double, learningRate: Double, clipNorm: Double) throws -> Double {
    let norm = gradientNorm()
    guard loss.isFinite, norm.isFinite else {
      clearGradients()
      throw NonFiniteLoss(loss: loss, gradientNorm: norm)
    }
    let scale = clipNorm > 0 ? Self.clipScale(norm: norm, maximum: clipNorm) : 1
    step(learningRate: learningRate, gradientScale: scale)
    return norm
  }
}

/// A step whose loss or gradient is infinite or not a number.
public struct NonFiniteLoss: Error, Equatable {
  public var loss: Double
  public var gradientNorm: Double
}
