import Layers
import Tensors
import TestSupport
import Testing

/// Five steps of each rule against `torch.optim` and, for Lion, its paper.
@Suite struct OptimizerGoldenTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// The golden's name.
    let testDescription: String
    let configuration: Optimizer.Configuration
    let learningRate: Double
    var tolerance = 1e-6
    var isForMatricesOnly = false
  }

  /// `torch.optim.Muon` scaled by √max(1, rows/columns), which is 1 for 6 rows and 10 columns; here
  /// the scale is 0.2·√10, and the rate and decay are set to make up for it. Its Newton–Schulz
  /// iteration runs in bf16, which the tolerance allows for.
  private static let muonScale = 0.2 * 10.0.squareRoot()

  static let cases = [
    Case(
      testDescription: "adamw", configuration: .init(beta1: 0.9, beta2: 0.95, weightDecay: 0.1),
      learningRate: 0.01),
    Case(
      testDescription: "adam",
      configuration: .init(rule: .adam, beta1: 0.9, beta2: 0.999, weightDecay: 0),
      learningRate: 0.01),
    Case(
      testDescription: "adam_l2",
      configuration: .init(rule: .adam, beta1: 0.9, beta2: 0.999, weightDecay: 0.1),
      learningRate: 0.01),
    Case(
      testDescription: "sgd", configuration: .init(rule: .sgd, beta1: 0, weightDecay: 0),
      learningRate: 0.1),
    Case(
      testDescription: "sgd_momentum",
      configuration: .init(rule: .sgd, beta1: 0.9, weightDecay: 0.1), learningRate: 0.1),
    Case(
      testDescription: "lion",
      configuration: .init(rule: .lion, beta1: 0.9, beta2: 0.99, weightDecay: 0.1),
      learningRate: 0.01),
    Case(
      testDescription: "muon",
      configuration: .init(rule: .muon, beta1: 0.95, weightDecay: 0.1 * muonScale),
      learningRate: 0.02 / muonScale, tolerance: 1e-3, isForMatricesOnly: true),
  ]

  @Test(arguments: cases, Implementation.available)
  func fiveSteps(_ golden: Case, _ implementation: Implementation) throws {
    let goldens = try GoldenTensors("optimizers/steps.safetensors")
    for shape in golden.isForMatricesOnly ? ["matrix"] : ["matrix", "vector"] {
      let start = try goldens("\(shape).start")
      let gradients = try goldens("\(shape).gradients")
      let expected = try goldens("\(shape).\(golden.testDescription)")
      // One row, so that decay applies: the goldens decay vectors too.
      let value = start.rank == 2 ? start : start.reshaped(1, -1).cloned()
      let parameter = Parameter(name: "p", value: value)
      let optimizer = Optimizer(golden.configuration, parameters: [parameter])
      for step in 0..<5 {
        let gradient = gradients.selected(0, step).reshaped(value.shape)
        give(parameter, gradient)
        implementation { optimizer.step(learningRate: golden.learningRate) }
        let wanted = expected.selected(0, step).reshaped(value.shape)
        let problem = mismatch(parameter.value.detached(), wanted, tolerance: golden.tolerance)
        #expect(problem == nil, "\(shape), step \(step)")
        #expect(parameter.gradient == nil)
      }
    }
  }

  @Test(arguments: Implementation.available)
  func clipping(_ implementation: Implementation) throws {
    let goldens = try GoldenTensors("optimizers/steps.safetensors")
    let parameters = try (0..<2).map { index in
      let gradient = try goldens("clip.gradient_\(index)")
      let parameter = Parameter(name: "\(index)", value: .zeros(gradient.shape))
      give(parameter, gradient)
      return parameter
    }
    let optimizer = Optimizer(.init(rule: .sgd, beta1: 0, weightDecay: 0), parameters: parameters)
    let norm = implementation { optimizer.gradientNorm() }
    #expect(mismatch([norm], try goldens("clip.norm").elements(), tolerance: 1e-6) == nil)
    let scale = Optimizer.clipScale(norm: norm, maximum: 1)
    implementation { optimizer.step(learningRate: -1, gradientScale: scale) }
    for (index, parameter) in parameters.enumerated() {
      let clipped = try goldens("clip.clipped_\(index)")
      #expect(mismatch(parameter.value.detached(), clipped, tolerance: 1e-6) == nil)
    }
    #expect(Optimizer.clipScale(norm: 0.5, maximum: 1) == 1)
    #expect(Optimizer.clipScale(norm: 0, maximum: 1) == 1)
  }
}

/// Leaves exactly `gradient` in a parameter, as `backward` would.
func give(_ parameter: Parameter, _ gradient: Tensor) {
  parameter.value.backward(gradient.to(parameter.value.dtype))
}
