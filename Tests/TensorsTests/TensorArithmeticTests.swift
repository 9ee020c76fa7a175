import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct TensorArithmeticTests {
  /// A name, the operation, and the same on one number.
  struct Unary: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let operation: @Sendable (Tensor) -> Tensor
    let expected: @Sendable (Double) -> Double
    var isForPositives = false
  }

  static let unaries = [
    Unary(testDescription: "negate", operation: { -$0 }, expected: { -$0 }),
    Unary(testDescription: "exp", operation: { $0.exp() }, expected: { exp($0) }),
    Unary(
      testDescription: "log", operation: { $0.log() }, expected: { log($0) }, isForPositives: true),
    Unary(
      testDescription: "sqrt", operation: { $0.sqrt() }, expected: { $0.squareRoot() },
      isForPositives: true),
    Unary(
      testDescription: "rsqrt", operation: { $0.rsqrt() }, expected: { 1 / $0.squareRoot() },
      isForPositives: true),
    Unary(testDescription: "abs", operation: { $0.abs() }, expected: { abs($0) }),
    Unary(testDescription: "sin", operation: { $0.sin() }, expected: { sin($0) }),
    Unary(testDescription: "cos", operation: { $0.cos() }, expected: { cos($0) }),
    Unary(testDescription: "tanh", operation: { $0.tanh() }, expected: { tanh($0) }),
    Unary(
      testDescription: "sigmoid", operation: { $0.sigmoid() }, expected: { 1 / (1 + exp(-$0)) }),
    Unary(
      testDescription: "logSigmoid", operation: { $0.logSigmoid() },
      expected: { -log1p(exp(-$0)) }),
    Unary(testDescription: "silu", operation: { $0.silu() }, expected: { $0 / (1 + exp(-$0)) }),
    Unary(testDescription: "relu", operation: { $0.relu() }, expected: { max($0, 0) }),
    Unary(testDescription: "square", operation: { $0.square() }, expected: { $0 * $0 }),
    Unary(testDescription: "power", operation: { $0.power(3) }, expected: { $0 * $0 * $0 }),
    Unary(
      testDescription: "clamped", operation: { $0.clamped(to: -1...1) },
      expected: { min(max($0, -1), 1) }),
    Unary(
      testDescription: "with scalars", operation: { (2 * $0 + 3 - 0.5) / 4 },
      expected: { (2 * $0 + 2.5) / 4 }),
  ]

  @Test(arguments: unaries) func unary(_ unary: Unary) {
    let values = unary.isForPositives ? [0.25, 0.7, 1.5, 3.25] : [-2.5, -0.4, 0.3, 1.75]
    let result = unary.operation(Tensor(values))
    let expected = values.map(unary.expected)
    #expect(mismatch(result.elements(), expected, tolerance: 1e-12) == nil)
    #expect(gradientMismatch([Tensor(values)]) { unary.operation($0[0]) } == nil)
  }

  @Test func binaryOperationsBroadcast() {
    let a = Tensor([1, 2, 3, 4, 5, 6] as [Double], shape: [2, 3])
    let b = Tensor([10, 20] as [Double], shape: [2, 1])
    #expect((a + b).elements() == [11.0, 12, 13, 24, 25, 26])
    #expect((a - b).elements() == [-9.0, -8, -7, -16, -15, -14])
    #expect((a * b).elements() == [10.0, 20, 30, 80, 100, 120])
    #expect((b / a).elements() == [10.0, 5, 10.0 / 3, 5, 4, 20.0 / 6])
    #expect(a.maximum(Tensor([3.5])).elements() == [3.5, 3.5, 3.5, 4, 5, 6])
    #expect(a.minimum(Tensor([3.5])).elements() == [1, 2, 3, 3.5, 3.5, 3.5])
  }

  @Test func binaryGradientsReduceOverBroadcastDimensions() {
    let random = RandomTensors(seed: 3)
    let inputs = [random(2, 3), random(2, 1), random(3).abs() + 1]
    #expect(gradientMismatch(inputs) { ($0[0] * $0[1] - $0[1]) / $0[2] + $0[0] } == nil)
    #expect(gradientMismatch(inputs) { $0[0].maximum($0[1]).minimum($0[2]) } == nil)
  }

  @Test func comparisonsAndLogic() {
    let a = Tensor([1, 2, 3] as [Float])
    let b = Tensor([2, 2, 2] as [Float])
    #expect((a .< b).elements() == [true, false, false])
    #expect((a .<= b).elements() == [true, true, false])
    #expect((a .== b).elements() == [false, true, false])
    #expect((a .>= b).elements() == [false, true, true])
    #expect((a .> 2).elements() == [false, false, true])
    #expect((a .!= 2).elements() == [true, false, true])
    #expect(((a .< 2) .| (a .> 2)).elements() == [true, false, true])
    #expect(((a .<= b) .& (a .>= b)).elements() == [false, true, false])
    #expect((!(a .== 2)).elements() == [true, false, true])
    let odd = Tensor([1, .nan, .infinity] as [Float])
    #expect(odd.isFinite().elements() == [true, false, false])
    #expect(Tensor([-2, 0, 5] as [Float]).sign().elements() == [Float(-1), 0, 1])
  }

  @Test func selectionAndFilling() {
    let mask = Tensor([true, false, true])
    let a = Tensor([1, 2, 3] as [Double])
    let b = Tensor([-1, -2, -3] as [Double])
    #expect(Tensor.select(mask, a, b).elements() == [1.0, -2, 3])
    #expect(a.filling(where: mask, with: 9).elements() == [9.0, 2, 9])
    #expect(gradientMismatch([a, b]) { Tensor.select(mask, $0[0] * 2, $0[1]) } == nil)
    #expect(gradientMismatch([a]) { $0[0].filling(where: mask, with: 9) } == nil)
  }

  @Test func logSigmoidIsStableFarOut() {
    let result = Tensor([-1000, 1000] as [Float]).logSigmoid().elements(Float.self)
    #expect(result == [-1000, 0])
  }
}
