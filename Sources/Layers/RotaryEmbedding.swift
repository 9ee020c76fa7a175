internal import Foundation
public import Tensors

/// Rotary position embedding (Su et al. 2021, arXiv 2104.09864) in the "rotate half" form of
/// Hugging Face's Llama: channel i is paired with channel i + D/2.
public struct RotaryEmbedding {
  public struct Configuration: Codable, Sendable, Equatable {
    /// The base θ of the frequencies `θ^(−2i/D)`.
    public var base: Double
    public var scaling: Scaling

    public init(base: Double = 10_000, scaling: Scaling = .none) {
      self.base = base
      self.scaling = scaling
    }
  }

  /// How frequencies are changed for contexts longer than the pretraining's.
  public enum Scaling: Codable, Sendable, Equatable {
    case none
    /// Positions divided by a factor.
    case linear(factor: Double)
    /// Llama 3.1: low frequencies divided by `factor`, high ones kept, a ramp between.
    case llama3(
      factor: Double, lowFrequencyFactor: Double, highFrequencyFactor: Double,
      originalContext: Int)
  }

  /// cos and sin of position times frequency, f32 [T, D/2].
  public let cos: Tensor
  public let sin: Tensor

  public init(
    _ configuration: Configuration, headSize: Int, context: Int, device: Device = .cpu
  ) {
    let frequencies = Self.frequencies(configuration, headSize: headSize)
    let angles = (0..<context).flatMap { position in
      frequencies.map { Float(position) * $0 }
    }
    let table = Tensor(angles, shape: [context, headSize / 2])
    cos = table.cos().to(device: device)
    sin = table.sin().to(device: device)
  }

  /// D/2 angular frequencies, computed in f32 as transformers does.
  package static func frequencies(_ configuration: Configuration, headSize: Int) -> [Float] {
    let base = Float(configuration.base)
    let plain = stride(from: 0, to: headSize, by: 2).map { channel in
      1 / pow(base, Float(channel) / Float(headSize))
    }
    switch configuration.scaling {
    case .none: return plain
    case .linear(let factor): return plain.map { $0 / Float(factor) }
    case .llama3(let factor, let low, let high, let context):
      return plain.map {
        llama3(
          $0, factor: Float(factor), low: Float(low), high: Float(high), context: Float(context))
      }
    }
  }

  /// The rule of `_compute_llama3_parameters` in transformers' `modeling_rope_utils.py`.
  private static func llama3(
    _ frequency: Float, factor: Float, low: Float, high: Float, context: Float
  ) -> Float {
    let wavelength = 2 * Float.pi / frequency
    if wavelength > context / low { return frequency / factor }
    if wavelength < context / high { return frequency }
    let smooth = (context / wavelength - low) / (high - low)
    return (1 - smooth) * frequency / factor + smooth * frequency
  }

  /// Rotates x [N, H, D] at positions [N], in x's dtype.
  public func callAsFunction(_ xNHD: Tensor, positions: Tensor) -> Tensor {
    let half = xNHD.size(-1) / 2
    let cosN1D = cos.selecting(positions, along: 0).reshaped(-1, 1, half).to(xNHD.dtype)
    let sinN1D = sin.selecting(positions, along: 0).reshaped(-1, 1, half).to(xNHD.dtype)
    let first = xNHD.narrowed(2, from: 0, length: half)
    let second = xNHD.narrowed(2, from: half, length: half)
    return Tensor.concatenated(
      [first * cosN1D - second * sinN1D, second * cosN1D + first * sinN1D], along: 2)
  }
}
