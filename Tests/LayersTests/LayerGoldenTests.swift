import Layers
import Tensors
import TestSupport
import Testing

/// Values and gradients against PyTorch's.
@Suite struct LayerGoldenTests {
  private let goldens: GoldenTensors

  init() throws { goldens = try GoldenTensors("operations/operations.safetensors") }

  @Test(arguments: Implementation.available)
  func rmsNorm(_ implementation: Implementation) throws {
    let (x, weight) = (try goldens.leaf("rms_norm.x"), try goldens.leaf("rms_norm.weight"))
    let y = implementation { RMSNorm(weight: weight, epsilon: 1e-5)(x.reshaped(-1, 16)) }
    #expect(mismatch(y.reshaped(2, 5, 16), try goldens("rms_norm.y"), tolerance: 1e-6) == nil)
    y.backward(try goldens("rms_norm.d_y").reshaped(-1, 16))
    try expectGradients("rms_norm", ["x": x, "weight": weight])
  }

  @Test(arguments: Implementation.available)
  func swiGLU(_ implementation: Implementation) throws {
    let (gate, up) = (try goldens.leaf("swiglu.gate"), try goldens.leaf("swiglu.up"))
    let both = Tensor.concatenated([gate.reshaped(-1, 24), up.reshaped(-1, 24)], along: 1)
    let y = implementation { SwiGLU.activate(both) }
    #expect(mismatch(y.reshaped(3, 4, 24), try goldens("swiglu.y"), tolerance: 1e-6) == nil)
    y.backward(try goldens("swiglu.d_y").reshaped(-1, 24))
    try expectGradients("swiglu", ["gate": gate, "up": up])
  }

  @Test func linear() throws {
    let (x, weight) = (try goldens.leaf("linear.x"), try goldens.leaf("linear.weight"))
    let y = Linear(weight: weight)(x) + (try goldens("linear.bias"))
    #expect(mismatch(y, try goldens("linear.y"), tolerance: 1e-6) == nil)
    y.backward(try goldens("linear.d_y"))
    try expectGradients("linear", ["x": x, "weight": weight])
  }

  @Test(arguments: Implementation.available)
  func embedding(_ implementation: Implementation) throws {
    let weight = try goldens.leaf("embedding.weight")
    let ids = try goldens("embedding.ids")
    let table = Embedding(weight: weight)
    let (y, grid) = implementation { (table(ids.reshaped(-1)), table(ids)) }
    #expect(mismatch(y.reshaped(2, 3, 6), try goldens("embedding.y"), tolerance: 0) == nil)
    #expect(mismatch(grid, try goldens("embedding.y"), tolerance: 0) == nil)
    y.backward(try goldens("embedding.d_y").reshaped(-1, 6))
    try expectGradients("embedding", ["weight": weight])
  }

  /// The goldens have 8 channels a head and no rotation. Channels of zeros make 16 of them, which
  /// the fused operator takes; √2 undoes what that does to the scale.
  @Test(arguments: Implementation.available, [8, 16])
  func attention(_ implementation: Implementation, headSize: Int) throws {
    let (q, k) = (try goldens.leaf("attention.q"), try goldens.leaf("attention.k"))
    let v = try goldens.leaf("attention.v")
    let lengths = try goldens("attention.segment_lengths").elements(Int64.self).map { Int($0) }
    func widened(_ x: Tensor) -> Tensor {
      let zeros = Tensor.zeros([16, x.size(1), headSize - 8])
      return Tensor.concatenated([x, zeros], along: 2).reshaped(16, -1)
    }
    let scaled = q * (Double(headSize) / 8).squareRoot()
    let qkv = Tensor.concatenated([widened(scaled), widened(k), widened(v)], along: 1)
    let still = RotaryEmbedding(
      .init(scaling: .linear(factor: 1e30)), headSize: headSize, context: 9)
    let mixed = implementation {
      packedAttention(heads: 4, keyValueHeads: 2, headSize: headSize)
        .attend(qkv, layout: PackedLayout(lengths: lengths), rotary: still)
    }
    let y = mixed.reshaped(16, 4, headSize).narrowed(2, from: 0, length: 8)
    #expect(mismatch(y, try goldens("attention.y"), tolerance: 2e-6) == nil)
    y.backward(try goldens("attention.d_y"))
    try expectGradients("attention", ["q": q, "k": k, "v": v])
  }

  @Test(arguments: Implementation.available)
  func crossEntropy(_ implementation: Implementation) throws {
    let hidden = try goldens.leaf("cross_entropy.hidden")
    let weight = try goldens.leaf("cross_entropy.weight")
    let targets = try goldens("cross_entropy.labels")
    let (loss, logProbs) = implementation {
      (
        TokenLoss.sum(hidden, head: weight, targetsN: targets, scale: 1.0 / 6),
        TokenLoss.logProbs(hidden, head: weight, targetsN: targets)
      )
    }
    #expect(mismatch(loss, try goldens("cross_entropy.loss"), tolerance: 2e-6) == nil)
    let expected = try goldens("cross_entropy.label_log_probs")
    #expect(mismatch(logProbs, expected, tolerance: 2e-6) == nil)
    let upstream = try goldens("cross_entropy.d_loss")
    loss.backward(upstream)
    try expectGradients("cross_entropy", ["hidden": hidden, "weight": weight])
    for leaf in [hidden, weight] { leaf.clearGradient() }
    (logProbs.sum() * (-1.0 / 6)).backward(upstream)
    try expectGradients("cross_entropy", ["hidden": hidden, "weight": weight])
  }

  private func expectGradients(
    _ operation: String, _ leaves: [String: Tensor],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for (name, leaf) in leaves {
      let gradient = try #require(leaf.gradient, sourceLocation: sourceLocation)
      let expected = try goldens("\(operation).d_\(name)")
      #expect(
        mismatch(gradient, expected, tolerance: 5e-6) == nil, "\(name)",
        sourceLocation: sourceLocation)
    }
  }
}

/// Attention without its projections, which `attend` does not use.
func packedAttention(heads: Int, keyValueHeads: Int, headSize: Int) -> CausalAttention {
  let none = Linear(weight: .zeros([0, 0]))
  return CausalAttention(
    qkv: none, output: none, heads: heads, keyValueHeads: keyValueHeads, headSize: headSize)
}
