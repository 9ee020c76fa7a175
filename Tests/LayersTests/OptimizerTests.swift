import Layers
import Tensors
import TestSupport
import Testing

@Suite struct OptimizerTests {
  typealias Rule = Optimizer.Configuration.Rule

  /// A matrix, an embedding and a vector with gradients that depend on the step alone.
  private func parameters(_ dtype: DType = .f32) -> [Parameter] {
    let random = RandomTensors(seed: 60)
    return [
      Parameter(name: "matrix", value: random(9, 17, dtype: dtype)),
      Parameter(name: "table", value: random(5, 16, dtype: dtype), isEmbedding: true),
      Parameter(name: "vector", value: random(19, dtype: dtype)),
    ]
  }

  private func advance(_ optimizer: Optimizer, steps: Range<Int>) {
    for step in steps {
      let random = RandomTensors(seed: UInt64(100 + step))
      for parameter in optimizer.parameters {
        let gradient = random(parameter.value.count).reshaped(parameter.value.shape)
        give(parameter, gradient)
      }
      optimizer.step(learningRate: 0.01, gradientScale: 0.5)
    }
  }

  @Test(arguments: Rule.allCases, Implementation.available)
  func restoredStateContinuesAsIfUninterrupted(_ rule: Rule, _ implementation: Implementation) {
    implementation {
      let straight = Optimizer(.init(rule: rule), parameters: parameters())
      advance(straight, steps: 0..<5)
      let first = Optimizer(.init(rule: rule), parameters: parameters())
      advance(first, steps: 0..<3)
      let saved = Dictionary(
        uniqueKeysWithValues: first.state.map { ($0.name, $0.tensor.cloned()) })
      let resumed = parameters()
      for (target, source) in zip(resumed, first.parameters) { target.value.assign(source.value) }
      let second = Optimizer(.init(rule: rule), parameters: resumed)
      second.restore(stepCount: first.stepCount) { saved[$0]! }
      advance(second, steps: 3..<5)
      #expect(second.stepCount == 5)
      for (a, e) in zip(second.parameters, straight.parameters) {
        #expect(mismatch(a.value.detached(), e.value.detached(), tolerance: 0) == nil)
      }
    }
  }

  @Test(.enabled(if: Implementation.hasFused), arguments: [DType.f32, .bf16])
  func fusedAdamWIsThePlainOne(_ dtype: DType) {
    let fused = Optimizer(.init(), parameters: parameters(dtype))
    advance(fused, steps: 0..<4)
    let plain = Optimizer(.init(), parameters: parameters(dtype))
    FusedKernels.withReferences { advance(plain, steps: 0..<4) }
    for (a, e) in zip(fused.parameters, plain.parameters) {
      #expect(mismatch(a.master.detached(), e.master.detached(), tolerance: 1e-6) == nil)
      let rounded = a.master.detached().to(dtype)
      #expect(mismatch(a.value.detached(), rounded, tolerance: 0) == nil)
    }
    for (a, e) in zip(fused.state, plain.state) {
      #expect(a.name == e.name && mismatch(a.tensor, e.tensor, tolerance: 1e-6) == nil)
    }
  }

  @Test(arguments: Rule.allCases, Implementation.available)
  func whatNoGradientReachedStays(_ rule: Rule, _ implementation: Implementation) {
    implementation {
      let all = parameters()
      let before = all[0].value.detached().cloned()
      let optimizer = Optimizer(.init(rule: rule), parameters: all)
      #expect(optimizer.gradientNorm() == 0)
      optimizer.step(learningRate: 1)
      give(all[2], .ones([19]))
      optimizer.step(learningRate: 1)
      #expect(mismatch(all[0].value.detached(), before, tolerance: 0) == nil)
    }
  }

  @Test(arguments: Rule.allCases, Implementation.available)
  func decayShrinksMatricesAlone(_ rule: Rule, _ implementation: Implementation) {
    guard rule != .adam && rule != .sgd else { return }
    implementation {
      let all = parameters()
      let before = all.map { $0.value.detached().cloned() }
      let optimizer = Optimizer(.init(rule: rule, weightDecay: 0.5), parameters: all)
      for parameter in all { give(parameter, .zeros(parameter.value.shape)) }
      optimizer.step(learningRate: 0.1)
      for (index, factor) in [0.95, 0.95, 1].enumerated() {
        let expected = before[index] * factor
        #expect(mismatch(all[index].value.detached(), expected, tolerance: 1e-7) == nil)
      }
    }
  }

  @Test func muonLeavesEmbeddingsAndVectorsToAdamW() {
    let muon = Optimizer(.init(rule: .muon, beta1: 0.9), parameters: parameters())
    let adamW = Optimizer(.init(beta1: 0.9), parameters: parameters())
    FusedKernels.withReferences {
      advance(muon, steps: 0..<2)
      advance(adamW, steps: 0..<2)
    }
    for index in 1...2 {
      let (a, e) = (muon.parameters[index].value, adamW.parameters[index].value)
      #expect(mismatch(a.detached(), e.detached(), tolerance: 0) == nil)
    }
    let difference = relativeDifference(
      muon.parameters[0].value.detached(), adamW.parameters[0].value.detached())
    #expect(difference > 1e-3)
  }
}
