import Layers
import Tensors
import TestSupport
import Testing

/// Gradients of the reference implementations against finite differences in f64.
@Suite struct ReferenceGradientTests {
  private let random = RandomTensors(seed: 30)

  @Test func rmsNorm() {
    let inputs = [random(3, 8), random(8), random(3, 8)]
    #expect(
      gradientMismatch(inputs) {
        let (sum, normalised) = RMSNorm(weight: $0[1], epsilon: 1e-5).adding($0[0], to: $0[2])
        return sum + normalised
      } == nil)
  }

  @Test func swiGLU() {
    #expect(
      gradientMismatch([random(3, 5), random(8, 5), random(5, 4)]) {
        SwiGLU(gateUp: Linear(weight: $0[1]), down: Linear(weight: $0[2]))($0[0])
      } == nil)
  }

  @Test func attention() {
    let layout = PackedLayout(lengths: [3, 1, 2])
    let rotary = RotaryEmbedding(.init(), headSize: 4, context: 3)
    let attention = packedAttention(heads: 2, keyValueHeads: 1, headSize: 4)
    #expect(
      gradientMismatch([random(6, 16)]) {
        attention.attend($0[0], layout: layout, rotary: rotary)
      } == nil)
  }

  @Test func tokenLoss() {
    let targets = Tensor([2, -100, 0, 6] as [Int64])
    let inputs = [random(4, 3), random(7, 3)]
    #expect(
      gradientMismatch(inputs) {
        TokenLoss.sum($0[0], head: $0[1], targetsN: targets, scale: 0.3)
      } == nil)
    #expect(
      gradientMismatch(inputs) { TokenLoss.logProbs($0[0], head: $0[1], targetsN: targets) } == nil)
  }

  /// More rows than one chunk of logits holds.
  @Test func chunksOfTheLossAddUp() {
    let targets = Tensor((0..<5000).map { Int64($0 % 7) - 1 })
    let inputs = [random(5000, 4), random(6, 4)]
    let chunked = Implementation.reference.outcome(inputs) {
      [TokenLoss.sum($0[0], head: $0[1], targetsN: targets, scale: 0.01)]
    }
    let whole = Implementation.reference.outcome(inputs) {
      [TokenLoss.reference($0[0], head: $0[1], targetsN: targets).sum() * -0.01]
    }
    for (a, e) in zip(chunked, whole) { #expect(relativeDifference(a, e) < 1e-5) }
  }
}
