import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Testing

/// What is kept of a forward pass: against transformers (golden_activations.py), and without a
/// trace in the logits.
@Suite struct CaptureTests {
  static let goldens = ["untied-gqa", "llama3-rope", "head-dim"].map(GoldenCheckpoint.init)

  private func everything(_ configuration: LlamaConfiguration) -> CaptureRequest {
    CaptureRequest(
      residual: Array(0...configuration.layers), feedForward: Array(0..<configuration.layers),
      attention: Array(0..<configuration.layers))
  }

  @Test(arguments: goldens)
  func activationsAreThoseOfTransformers(_ golden: GoldenCheckpoint) throws {
    let model = try golden.load().model()
    let ids = try golden.tensor("input_ids")
    let (rows, length) = (ids.size(0), ids.size(1))
    let expected = try golden.activations()
    let (_, kept) = withoutGradient {
      model.traced(
        ids.reshaped(-1), layout: PackedLayout(lengths: Array(repeating: length, count: rows)),
        capturing: everything(model.configuration))
    }
    let layers = model.configuration.layers
    for layer in 0..<layers {
      let residual = try #require(kept.residual[layer])
      let shape = [rows, length, model.configuration.width]
      let hidden = try #require(expected.tensor("hidden_states")).selected(0, layer)
      #expect(largestDifference(residual.reshaped(shape), hidden) < 1e-4)
      let mlp = try #require(expected.tensor("mlp_outputs")).selected(0, layer)
      #expect(largestDifference(try #require(kept.feedForward[layer]).reshaped(shape), mlp) < 1e-4)
      let patterns = Tensor.stacked(try #require(kept.attention[layer]))
      let attentions = try #require(expected.tensor("attentions")).selected(0, layer)
      #expect(largestDifference(patterns, attentions) < 1e-5)
    }
    let last = try #require(kept.residual[layers])
    let expectedLast = try #require(expected.tensor("last_residual"))
    #expect(largestDifference(last.reshaped(expectedLast.shape), expectedLast) < 1e-4)
    let normed = try #require(expected.tensor("hidden_states")).selected(0, layers)
    #expect(largestDifference(model.finalNorm(last).reshaped(normed.shape), normed) < 1e-4)
  }

  @Test(arguments: [DType.f32, .bf16], [true, false])
  func keepingChangesNoBit(_ dtype: DType, isFused: Bool) throws {
    func logits() -> [[Float]] {
      let model = Tiny.model(dtype: dtype)
      let ids = Tensor((0..<40).map { Int64($0 * 7 % 96) })
      let layout = PackedLayout(lengths: [17, 1, 22])
      return withoutGradient {
        let plain = model.logits(ids, layout: layout)
        let (hidden, _) = model.traced(
          ids, layout: layout, capturing: everything(model.configuration))
        return [plain, model.head(hidden)].map { $0.to(.f32).elements(Float.self) }
      }
    }
    let both = isFused ? logits() : FusedKernels.withReferences(logits)
    #expect(both[0] == both[1])
  }

  @Test func positionsSelectRows() throws {
    let model = Tiny.model()
    let ids = Tensor((0..<12).map { Int64($0 * 5 % 96) })
    let layout = PackedLayout(lengths: [5, 7])
    func residual(_ positions: TokenPositions) throws -> Tensor {
      let (_, kept) = withoutGradient {
        model.traced(ids, layout: layout, capturing: .init(residual: [1], positions: positions))
      }
      return try #require(kept.residual[1])
    }
    let all = try residual(.all)
    func rows(_ indices: [Int64]) -> [Float] {
      all.selecting(Tensor(indices), along: 0).elements(Float.self)
    }
    #expect(try residual(.last).elements(Float.self) == rows([4, 11]))
    #expect(try residual(.at([[0, 3], [6]])).elements(Float.self) == rows([0, 3, 11]))
  }

  @Test func attentionPatternsAreDistributionsOverThePast() throws {
    let model = Tiny.model()
    let (_, kept) = withoutGradient {
      model.traced(
        Tensor((0..<9).map { Int64($0 * 11 % 96) }), layout: PackedLayout(lengths: [3, 6]),
        capturing: .init(attention: [1]))
    }
    let patterns = try #require(kept.attention[1])
    #expect(patterns.map(\.shape) == [[4, 3, 3], [4, 6, 6]])
    for pattern in patterns {
      #expect((pattern.sum(-1) - 1).abs().max().scalar < 1e-6)
      #expect(pattern.upperTriangle(diagonal: 1).abs().max().scalar == 0)
    }
  }
}

extension GoldenCheckpoint {
  /// The tensors of golden_activations.py.
  func activations() throws -> Safetensors {
    try Safetensors(directory.appendingPathComponent("activations.safetensors"))
  }
}
