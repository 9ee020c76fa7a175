internal import Foundation
internal import Tensors

// One parameter's update for each rule, g the scaled gradient, p the master weight, λ the decay.
extension Optimizer {
  private func decay(of parameter: Parameter) -> Double {
    parameter.decays ? configuration.weightDecay : 0
  }

  /// `m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², p ← p − η/(1−β₁ᵗ) · m/(√v/√(1−β₂ᵗ) + ε)`
  private func adaptiveStep(_ index: Int, _ gradient: Tensor, _ learningRate: Double) {
    let (beta1, beta2) = (configuration.beta1, configuration.beta2)
    let (first, second) = (firstMoments[index], secondMoments[index])
    first.scale(by: beta1)
    first.add(gradient, scaledBy: 1 - beta1)
    second.scale(by: beta2)
    second.add(gradient.square(), scaledBy: 1 - beta2)
    let correction1 = 1 - pow(beta1, Double(stepCount))
    let correction2 = (1 - pow(beta2, Double(stepCount))).squareRoot()
    let denominator = second.sqrt() / correction2 + configuration.epsilon
    parameters[index].master.add(first / denominator, scaledBy: -learningRate / correction1)
  }

  func adamW(_ index: Int, _ gradient: Tensor, _ learningRate: Double) {
    let parameter = parameters[index]
    parameter.master.scale(by: 1 - learningRate * decay(of: parameter))
    adaptiveStep(index, gradient, learningRate)
  }

  func adam(_ index: Int, _ gradient: Tensor, _ learningRate: Double) {
    let parameter = parameters[index]
    adaptiveStep(index, gradient + parameter.master * decay(of: parameter), learningRate)
  }

  /// `b ← μb + g + λp (b₁ = g + λp), p ← p − ηb`; from a zero buffer both cases are one.
  func sgd(_ index: Int, _ gradient: Tensor, _ learningRate: Double) {
    let parameter = parameters[index]
    let buffer = firstMoments[index]
    buffer.scale(by: configuration.beta1)
    buffer.add(gradient + parameter.master * decay(of: parameter))
    parameter.master.add(buffer, scaledBy: -learningRate)
  }

  /// `p ← p − η(sign(β₁m + (1−β₁)g) + λp), m ← β₂m + (1−β₂)g`
  func lion(_ index: Int, _ gradient: Tensor, _ learningRate: Double) {
    let parameter = parameters[index]
    let momentum = firstMoments[index]
    let direction = (momentum * configuration.beta1 + gradient * (1 - configuration.beta1)).sign()
    parameter.master.scale(by: 1 - learningRate * decay(of: parameter))
    parameter.master.add(direction, scaledBy: -learningRate)
    momentum.scale(by: configuration.beta2)
    momentum.add(gradient, scaledBy: 1 - configuration.beta2)
  }

  /// Nesterov momentum, orthogonalised, scaled by `0.2·√max(rows, columns)` so that AdamW's rates
  /// and decay carry over (Liu et al. 2025, arXiv 2502.16982; `adjust_lr_fn="match_rms_adamw"` in
  /// `torch.optim.Muon`).
  func muon(_ index: Int, _ gradient: Tensor, _ learningRate: Double) {
    let parameter = parameters[index]
    let momentum = firstMoments[index]
    let beta = configuration.beta1
    momentum.scale(by: beta)
    momentum.add(gradient, scaledBy: 1 - beta)
    let nesterov = gradient * (1 - beta) + momentum * beta
    let (rows, columns) = (gradient.size(0), gradient.size(1))
    let scale = 0.2 * Double(max(rows, columns)).squareRoot()
    parameter.master.scale(by: 1 - learningRate * decay(of: parameter))
    parameter.master.add(Self.orthogonalised(nesterov), scaledBy: -learningRate * scale)
  }

  /// The nearest semi-orthogonal matrix by five Newton–Schulz steps with the coefficients of
  /// Jordan et al. 2024.
  static func orthogonalised(_ matrix: Tensor) -> Tensor {
    let isTall = matrix.size(0) > matrix.size(1)
    var x = isTall ? matrix.transposed() : matrix
    x = x / Swift.max(x.norm().scalar, 1e-7)
    for _ in 0..<5 {
      let gram = x.matmul(x.transposed())
      let polynomial = gram * -4.775 + gram.matmul(gram) * 2.0315
      x = x * 3.4445 + polynomial.matmul(x)
    }
    return isTall ? x.transposed() : x
  }
}
