import Layers
import Tensors
import TestSupport
import Testing

@Suite struct ParameterTests {
  @Test func microBatchesAddUpExactlyInF32() throws {
    let parameter = Parameter(name: "p", value: .zeros([3], dtype: .bf16))
    for share in [1.0, 0.001953125, 0.001953125] {
      give(parameter, .full(share, shape: [3]))
      parameter.accumulateGradient()
      #expect(parameter.value.gradient == nil)
    }
    let gradient = try #require(parameter.gradient)
    #expect(gradient.dtype == .f32)
    #expect(gradient.elements() == [Float](repeating: 1.00390625, count: 3))
    parameter.clearGradient()
    #expect(parameter.gradient == nil)
    parameter.accumulateGradient()
    #expect(parameter.gradient == nil)
  }

  @Test func accumulationIsOneLargeBatch() throws {
    let random = RandomTensors(seed: 70)
    let x = random(8, 4)
    let parameters = (0..<2).map { _ in Parameter(name: "w", value: Tensor.ones([3, 4])) }
    x.linear(parameters[0].value).square().sum().backward()
    for start in stride(from: 0, to: 8, by: 2) {
      let part = x.narrowed(0, from: start, length: 2)
      part.linear(parameters[1].value).square().sum().backward()
      parameters[1].accumulateGradient()
    }
    let (a, e) = (try #require(parameters[1].gradient), try #require(parameters[0].gradient))
    #expect(mismatch(a, e, tolerance: 1e-6) == nil)
  }

  @Test func halfPrecisionKeepsAMaster() {
    let exact = Tensor([1.001, 2.002] as [Float])
    let given = Parameter(name: "p", value: exact.to(.bf16), master: exact)
    #expect(given.master === exact && !given.decays)
    let widened = Parameter(name: "p", value: exact.to(.bf16))
    #expect(widened.master.dtype == .f32 && widened.master.elements() == [Float(1), 2])
    let single = Parameter(name: "p", value: exact)
    #expect(single.master === single.value && single.value.requiresGradient)
    given.master.fill(3.3)
    given.publish()
    #expect(given.value.elements() == [Float(3.296875), 3.296875])
  }

  /// Steps too small for bf16 are not lost, because the master takes them.
  @Test(arguments: Implementation.available)
  func smallStepsAddUp(_ implementation: Implementation) {
    let parameter = Parameter(name: "p", value: .ones([2, 2], dtype: .bf16))
    let optimizer = Optimizer(.init(weightDecay: 0), parameters: [parameter])
    implementation {
      for _ in 0..<40 {
        give(parameter, .ones([2, 2]))
        optimizer.step(learningRate: 1e-3)
      }
    }
    #expect(abs(parameter.value.detached().mean().scalar - 0.96) < 0.004)
  }
}
