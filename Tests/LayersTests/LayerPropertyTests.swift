import Layers
import Tensors
import TestSupport
import Testing

/// What must hold of either implementation.
@Suite struct LayerPropertyTests {
  private let random = RandomTensors(seed: 50)
  private let attention = packedAttention(heads: 4, keyValueHeads: 2, headSize: 16)
  private let rotary = RotaryEmbedding(.init(), headSize: 16, context: 40)

  private func attend(_ qkv: Tensor, _ lengths: [Int]) -> Tensor {
    attention.attend(qkv, layout: PackedLayout(lengths: lengths), rotary: rotary)
  }

  @Test(arguments: Implementation.available)
  func aSampleIsTheSamePackedAndAlone(_ implementation: Implementation) {
    let lengths = [5, 1, 33, 16]
    let qkv = random(55, 128)
    implementation {
      let packed = attend(qkv, lengths)
      var start = 0
      for length in lengths {
        let alone = attend(qkv.narrowed(0, from: start, length: length).contiguous(), [length])
        let part = packed.narrowed(0, from: start, length: length)
        #expect(mismatch(part, alone, tolerance: 1e-6) == nil)
        start += length
      }
    }
  }

  @Test(arguments: Implementation.available)
  func noTokenSeesTheFutureOrAnotherSample(_ implementation: Implementation) {
    let qkv = random(30, 128)
    let changed = qkv.cloned()
    changed.narrowed(0, from: 12, length: 1).fill(7)
    implementation {
      let (before, after) = (attend(qkv, [8, 10, 12]), attend(changed, [8, 10, 12]))
      let differs = (before - after).abs().max(1).elements(Float.self).map { $0 > 0 }
      #expect(differs[..<12].allSatisfy { !$0 } && differs[18...].allSatisfy { !$0 })
      #expect(differs[12..<18].allSatisfy { $0 })
    }
  }

  @Test(arguments: Implementation.available)
  func ignoredTargetsGiveNothing(_ implementation: Implementation) throws {
    let hidden = random(6, 16, isLeaf: true)
    let head = random(9, 16, isLeaf: true)
    let targets = Tensor([Int64](repeating: TokenLoss.ignored, count: 6))
    let (loss, logProbs) = implementation {
      (
        TokenLoss.sum(hidden, head: head, targetsN: targets, scale: 1),
        TokenLoss.logProbs(hidden, head: head, targetsN: targets)
      )
    }
    #expect(loss.scalar == 0 && logProbs.elements() == [Float](repeating: 0, count: 6))
    loss.backward()
    for leaf in [hidden, head] {
      #expect(try #require(leaf.gradient).elements(Float.self).allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: Implementation.available)
  func extremeLogitsGiveFiniteLossAndGradients(_ implementation: Implementation) throws {
    let hidden = Tensor([3000, -3000] as [Float], shape: [2, 1])
    let head = Tensor([1, -1, 0] as [Float], shape: [3, 1])
    for leaf in [hidden, head] { leaf.requiresGradient = true }
    let targets = Tensor([0, 0] as [Int64])
    let loss = implementation {
      TokenLoss.sum(hidden, head: head, targetsN: targets, scale: 1)
    }
    #expect(loss.scalar == 6000)
    loss.backward()
    #expect(try #require(hidden.gradient).elements() == [Float(0), -2])
  }

  @Test(arguments: Implementation.available)
  func gradientsCanBeOff(_ implementation: Implementation) {
    let hidden = random(6, 16, isLeaf: true)
    let head = random(9, 16)
    let targets = Tensor([0, 1, 2, 3, 4, 5] as [Int64])
    let loss = implementation {
      withoutGradient { TokenLoss.sum(hidden, head: head, targetsN: targets, scale: 1) }
    }
    #expect(!loss.requiresGradient)
    let recorded = implementation {
      TokenLoss.sum(hidden, head: head, targetsN: targets, scale: 1)
    }
    #expect(abs(loss.scalar - recorded.scalar) < 1e-5)
  }

  /// Bit for bit: the fused operators share work out in pieces that do not depend on the threads.
  @Test(.enabled(if: Implementation.hasFused), arguments: [DType.f32, .bf16])
  func resultsDoNotDependOnThreads(_ dtype: DType) {
    let before = Engine.threadCount
    defer { Engine.threadCount = before }
    let inputs = [random(220, 64), random(128, 64), random(64), random(301, 64)]
    let targets = Tensor((0..<220).map { Int64($0) % 301 })
    let layout = PackedLayout(lengths: [40, 1, 39, 40, 40, 40, 20])
    func run(threads: Int) -> [[UInt8]] {
      Engine.threadCount = threads
      return Implementation.fused.outcome(inputs, dtype: dtype) {
        let x = RMSNorm(weight: $0[2], epsilon: 1e-5)($0[0])
        let mixed = attention.attend(Linear(weight: $0[1])(x), layout: layout, rotary: rotary)
        let rows = Embedding(weight: $0[3])(targets)
        return [
          SwiGLU.activate(x), mixed, rows,
          TokenLoss.sum(mixed, head: $0[3], targetsN: targets, scale: 0.01),
        ]
      }.map { tensor in tensor.withBytes { Array($0) } }
    }
    let (one, two) = (run(threads: 1), run(threads: 2))
    for index in one.indices { #expect(one[index] == two[index], "result \(index)") }
  }

  @Test func layoutsDescribeThePacking() {
    let layout = PackedLayout(lengths: [2, 1, 3])
    #expect(layout.positions.elements() == [Int32(0), 1, 0, 0, 1, 2])
    #expect(layout.starts.elements() == [Int32(0), 2, 3, 6])
    #expect(layout.tokenCount == 6 && layout.longest == 3)
  }
}
