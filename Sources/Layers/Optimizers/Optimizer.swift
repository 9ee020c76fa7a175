public import Tensors

/// Updates parameters from their gradients. Numerics follow `torch.optim` except where a rule names
/// its own source; the state is f32.
public final class Optimizer {
  public struct Configuration: Codable, Sendable, Equatable {
    public enum Rule: String, Codable, Sendable, CaseIterable {
      /// Decoupled weight decay (Loshchilov and Hutter 2019).
      case adamw
      /// Weight decay as an L2 term in the gradient (Kingma and Ba 2015).
      case adam
      /// With classical momentum.
      case sgd
      /// Sign of an interpolated momentum (Chen et al. 2023, arXiv 2302.06675).
      case lion
      /// Orthogonalised momentum for matrices, AdamW for the rest (Jordan et al. 2024).
      case muon
    }

    public var rule: Rule
    /// β₁, or the momentum of `sgd` and `muon`.
    public var beta1: Double
    /// Unused by `sgd` and by `muon`'s matrices.
    public var beta2: Double
    public var epsilon: Double
    public var weightDecay: Double

    public init(
      rule: Rule = .adamw, beta1: Double? = nil, beta2: Double? = nil, epsilon: Double = 1e-8,
      weightDecay: Double = 0.1
    ) {
      self.rule = rule
      self.beta1 = beta1 ?? (rule == .muon ? 0.95 : 0.9)
      self.beta2 = beta2 ?? (rule == .lion ? 0.99 : 0.95)
      self.epsilon = epsilon
      self.weightDecay = weightDecay
    }
  }

  public let configuration: Configuration
  public let parameters: [Parameter]
  /// Updates made so far.
  public private(set) var stepCount = 0
  /// One tensor a parameter; empty until the rule needs it.
  var firstMoments: [Tensor] = []
  var secondMoments: [Tensor] = []

  public init(_ configuration: Configuration, parameters: [Parameter]) {
    self.configuration = configuration
    self.parameters = parameters
    firstMoments = parameters.map(Self.zeros)
    if configuration.rule != .sgd && configuration.rule != .lion {
      secondMoments = parameters.map(Self.zeros)
    }
  }

  private static func zeros(like parameter: Parameter) -> Tensor {
    Tensor.zeros(
      parameter.master.shape, dtype: parameter.master.dtype, device: parameter.master.device)
  }

  /// The Euclidean norm of all gradients together.
  public func gradientNorm() -> Double {
    let gradients = parameters.compactMap(\.gradient)
    guard let first = gradients.first else { return 0 }
    if FusedKernels.run(on: first) { return FusedKernels.norm(gradients) }
    let norms = gradients.map { $0.to(.f32).norm() }
    return Tensor.stacked(norms).norm().scalar
  }

  /// What gradients are multiplied with so that their global norm is at most `maximum`, as in
  /// `torch.nn.utils.clip_grad_norm_`.
  public static func clipScale(norm: Double, maximum: Double) -> Double {
    min(1, maximum / (norm + 1e-6))
  }

  /// One update; gradients are multiplied with `gradientScale` on the way and cleared after it.
  /// A parameter that no gradient reached keeps its value and its state.
  public func step(learningRate: Double, gradientScale: Double = 1) {
    stepCount += 1
    withoutGradient {
      if configuration.rule == .adamw, let device = parameters.first?.value,
        FusedKernels.run(on: device)
      {
        fusedAdamW(learningRate: learningRate, gradientScale: gradientScale)
      } else {
        for index in parameters.indices {
          update(index, learningRate: learningRate, gradientScale: gradientScale)
        }
      }
    }
    clearGradients()
  }

  /// Moves what `backward` left into f32 sums; see `Parameter.accumulateGradient`.
  public func accumulateGradients() {
    for parameter in parameters { parameter.accumulateGradient() }
  }

  public func clearGradients() {
    for parameter in parameters { parameter.clearGradient() }
  }

  private func fusedAdamW(learningRate: Double, gradientScale: Double) {
    let active = parameters.indices.filter { parameters[$0].gradient != nil }
    FusedKernels.adamW(
      .init(
        masters: active.map { parameters[$0].master },
        gradients: active.map { parameters[$0].gradient! },
        firstMoments: active.map { firstMoments[$0] },
        secondMoments: active.map { secondMoments[$0] },
        copies: active.map { parameters[$0].halfPrecisionValue },
        weightDecays: active.map { parameters[$0].decays ? configuration.weightDecay : 0 }),
      learningRate: learningRate, beta1: configuration.beta1, beta2: configuration.beta2,
      epsilon: configuration.epsilon, step: stepCount, gradientScale: gradientScale)
  }

  private func update(_ index: Int, learningRate: Double, gradientScale: Double) {
    let parameter = parameters[index]
    guard let raw = parameter.gradient else { return }
    let gradient = raw.to(parameter.master.dtype) * gradientScale
    switch configuration.rule {
    case .adamw: adamW(index, gradient, learningRate)
    case .adam: adam(index, gradient, learningRate)
    case .sgd: sgd(index, gradient, learningRate)
    case .lion: lion(index, gradient, learningRate)
    case .muon:
      if parameter.decays && !parameter.isEmbedding {
        muon(index, gradient, learningRate)
      } else {
        adamW(index, gradient, learningRate)
      }
    }
    parameter.publish()
  }
}

extension Optimizer {
  /// The state by name, `<moment>.<parameter>`, to be saved with a checkpoint.
  public var state: [(name: String, tensor: Tensor)] {
    named("first", firstMoments) + named("second", secondMoments)
  }

  private func named(_ moment: String, _ tensors: [Tensor]) -> [(name: String, tensor: Tensor)] {
    zip(parameters, tensors).map { ("\(moment).\($0.name)", $1) }
  }

  /// Takes up a saved state; the names and shapes are those of `state`.
  public func restore(stepCount: Int, state tensor: (String) throws -> Tensor) rethrows {
    for (name, target) in state { target.assign(try tensor(name)) }
    self.stepCount = stepCount
  }
}
