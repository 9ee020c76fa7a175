public import Tensors

/// A trainable tensor: the weight that the model computes with and, when that is of half
/// precision, the f32 master from which it is rounded after every step.
public final class Parameter {
  public let name: String
  /// The leaf that takes part in differentiation, in the compute dtype.
  public let value: Tensor
  /// f32; `value` itself when that is f32.
  public let master: Tensor
  /// Whether weight decay applies: matrices, not norms.
  public let decays: Bool
  /// Whether this is a table of token vectors, which `muon` leaves to AdamW.
  public let isEmbedding: Bool
  private var accumulated: Tensor?

  /// - Parameter master: the exact f32 weight that a half-precision `value` was rounded from; by
  ///   default `value` itself, widened.
  public init(name: String, value: Tensor, master: Tensor? = nil, isEmbedding: Bool = false) {
    self.name = name
    self.isEmbedding = isEmbedding
    self.value = value
    self.master = value.dtype.isHalf ? master ?? value.detached().to(.f32) : value
    decays = value.rank >= 2
    value.requiresGradient = true
  }

  /// `value` when it is a rounded copy of the master.
  var halfPrecisionValue: Tensor? { master === value ? nil : value }

  /// The gradient of the step so far; nil when nothing reached this parameter.
  public var gradient: Tensor? { accumulated ?? value.gradient }

  /// Moves what `backward` left into an f32 sum, so that the next micro-batch adds to it exactly.
  public func accumulateGradient() {
    guard let fresh = value.gradient else { return }
    if let accumulated {
      accumulated.add(fresh)
    } else {
      accumulated = fresh.to(master.dtype).cloned()
    }
    value.clearGradient()
  }

  public func clearGradient() {
    accumulated = nil
    value.clearGradient()
  }

  /// Rounds the master into the compute weight.
  public func publish() { halfPrecisionValue?.assign(master) }
}

extension DType {
  var isHalf: Bool { self == .bf16 || self == .f16 }
}
