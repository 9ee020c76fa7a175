import Layers
import Randomness
import Tensors
import TestSupport
import Testing

/// The fused operators against the reference in f32, on shapes that leave remainders everywhere.
@Suite(.enabled(if: Implementation.hasFused)) struct FusedKernelTests {
  /// What is left of each precision after sums over up to a few hundred terms.
  static let tolerances: [(DType, Double)] = [(.f32, 1e-5), (.bf16, 5e-3)]

  private let random = RandomTensors(seed: 41)

  @Test(arguments: tolerances, [(1, 16), (7, 48), (301, 128), (64, 33)])
  func rmsNorm(_ precision: (DType, Double), _ size: (rows: Int, width: Int)) {
    let inputs = [
      random(size.rows, size.width), random(size.width), random(size.rows, size.width),
    ]
    let problem = fusedMismatch(inputs, dtype: precision.0, tolerance: precision.1) {
      let norm = RMSNorm(weight: $0[1], epsilon: 1e-5)
      let (sum, normalised) = norm.adding($0[0], to: $0[2])
      return [norm($0[0]), sum, normalised]
    }
    #expect(problem == nil)
  }

  @Test(arguments: tolerances, [(1, 1), (5, 40), (257, 96), (3, 1000)])
  func swiGLU(_ precision: (DType, Double), _ size: (rows: Int, width: Int)) {
    let inputs = [random(size.rows, 2 * size.width, deviation: 3)]
    let problem = fusedMismatch(inputs, dtype: precision.0, tolerance: precision.1) {
      [SwiGLU.activate($0[0])]
    }
    #expect(problem == nil)
  }

  @Test(arguments: tolerances) func embedding(_ precision: (DType, Double)) {
    var stream = RandomStream(seed: 1, "ids")
    let ids = Tensor((0..<400).map { _ in Int64.random(in: 0..<13, using: &stream) })
    let problem = fusedMismatch([random(13, 40)], dtype: precision.0, tolerance: precision.1) {
      [Embedding(weight: $0[0])(ids)]
    }
    #expect(problem == nil)
  }

  @Test(arguments: tolerances, [16, 32, 64, 128])
  func attention(_ precision: (DType, Double), headSize: Int) {
    for (heads, groups) in [(1, 1), (4, 2), (6, 1), (3, 3)] {
      for lengths in [[1], [1, 1, 5], [17, 1, 64, 3], [130, 33]] {
        let layout = PackedLayout(lengths: lengths)
        let rotary = RotaryEmbedding(.init(), headSize: headSize, context: layout.longest)
        let inputs = [random(layout.tokenCount, (heads + 2 * groups) * headSize)]
        let attention = packedAttention(heads: heads, keyValueHeads: groups, headSize: headSize)
        let problem = fusedMismatch(inputs, dtype: precision.0, tolerance: precision.1) {
          [attention.attend($0[0], layout: layout, rotary: rotary)]
        }
        #expect(problem == nil, "H \(heads), G \(groups), lengths \(lengths)")
      }
    }
  }

  @Test(arguments: [8, 20, 24, 40]) func otherHeadSizesFallBack(headSize: Int) {
    let layout = PackedLayout(lengths: [4, 1, 9])
    let rotary = RotaryEmbedding(.init(), headSize: headSize, context: 9)
    let attention = packedAttention(heads: 2, keyValueHeads: 1, headSize: headSize)
    let problem = fusedMismatch([random(14, 4 * headSize)], dtype: .f32, tolerance: 1e-7) {
      [attention.attend($0[0], layout: layout, rotary: rotary)]
    }
    #expect(problem == nil)
  }

  @Test(arguments: tolerances, [(1, 16, 3), (9, 48, 33), (130, 64, 1000), (300, 33, 257)])
  func crossEntropy(_ precision: (DType, Double), _ size: (rows: Int, width: Int, vocabulary: Int))
  {
    var stream = RandomStream(seed: 2, size.rows)
    let targets = (0..<size.rows).map { row in
      row > 0 && row % 3 == 0
        ? TokenLoss.ignored : Int64.random(in: 0..<Int64(size.vocabulary), using: &stream)
    }
    let weights = (0..<size.rows).map { _ in Float.random(in: 0...2, using: &stream) }
    let inputs = [
      random(size.rows, size.width), random(size.vocabulary, size.width, deviation: 0.3),
    ]
    let problem = fusedMismatch(inputs, dtype: precision.0, tolerance: precision.1) {
      let (hidden, head, targets) = ($0[0], $0[1], Tensor(targets))
      return [
        TokenLoss.sum(
          hidden, head: head, targetsN: targets, weightsN: Tensor(weights), scale: 0.1),
        TokenLoss.sum(hidden, head: head, targetsN: targets, scale: 1 / Double(size.rows)),
        TokenLoss.logProbs(hidden, head: head, targetsN: targets),
      ]
    }
    #expect(problem == nil)
  }

  @Test func norm() {
    let tensors = [random(3, 7), random(1000), random(5, dtype: .bf16)]
    let expected = tensors.reduce(0) { $0 + $1.to(.f64).square().sum().scalar }.squareRoot()
    #expect(abs(FusedKernels.norm(tensors) - expected) < 1e-6 * expected)
  }
}
