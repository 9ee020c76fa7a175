import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Testing

/// Logits of transformers' models, from golden.safetensors.
@Suite struct GoldenLogitsTests {
  @Test(arguments: GoldenCheckpoint.supported)
  func rowsAgree(_ golden: GoldenCheckpoint) throws {
    let model = try golden.load().model()
    for difference in try differences(model, golden) { #expect(difference < 1e-4) }
  }

  @Test(arguments: GoldenCheckpoint.supported)
  func plainOperationsAgree(_ golden: GoldenCheckpoint) throws {
    try FusedKernels.withReferences {
      let model = try golden.load().model()
      for difference in try differences(model, golden) { #expect(difference < 1e-4) }
    }
  }

  /// bf16 keeps 8 bits of a number; logits are of order 1 to 10.
  @Test(arguments: GoldenCheckpoint.supported)
  func bfloat16IsClose(_ golden: GoldenCheckpoint) throws {
    let model = try golden.load().model(dtype: .bf16)
    for difference in try differences(model, golden) { #expect(difference < 0.5) }
  }

  /// Heads of 16 channels take the fused attention; no golden checkpoint has them. The bf16 bound
  /// is four steps of its mantissa.
  @Test(arguments: [DType.f32, .bf16])
  func fusedAttentionEqualsPlain(_ dtype: DType) throws {
    let model = Tiny.model(dtype: dtype)
    let ids = Tensor((0..<40).map { Int64($0 * 7 % 96) })
    let layout = PackedLayout(lengths: [17, 1, 22])
    let fused = withoutGradient { model.logits(ids, layout: layout) }
    let plain = FusedKernels.withReferences {
      withoutGradient { model.logits(ids, layout: layout) }
    }
    #expect(relativeDifference(fused, plain) < (dtype == .f32 ? 1e-5 : 0.04))
  }

  /// Differences of the rows' logits and of the packed samples'.
  private func differences(_ model: Llama, _ golden: GoldenCheckpoint) throws -> [Double] {
    let ids = try golden.tensor("input_ids")
    let rows = PackedLayout(lengths: Array(repeating: ids.size(1), count: ids.size(0)))
    let lengths = try golden.tensor("segment_lengths").elements(Int64.self).map(Int.init)
    let (packedIDs, packed) = (try golden.tensor("packed_ids"), PackedLayout(lengths: lengths))
    let (expected, expectedPacked) = (
      try golden.tensor("logits"), try golden.tensor("packed_logits")
    )
    return withoutGradient {
      let logits = model.logits(ids.reshaped(-1), layout: rows).reshaped(expected.shape)
      return [
        largestDifference(logits, expected),
        largestDifference(model.logits(packedIDs, layout: packed), expectedPacked),
      ]
    }
  }
}
