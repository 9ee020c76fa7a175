import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Testing

/// Scores of transformers' `LlamaForSequenceClassification`, made by golden_preference.py.
@Suite struct GoldenPreferenceTests {
  private let folder = Goldens.models("preference")

  /// - Returns: the largest difference between the scores of packed samples and theirs.
  private func difference(_ checkpoint: Checkpoint) throws -> Double {
    let golden = try Safetensors(folder.appendingPathComponent("golden.safetensors"))
    let ids = try #require(golden.tensor("packed_ids"))
    let expected = try #require(golden.tensor("scores"))
    let lengths = try #require(golden.tensor("segment_lengths")).elements(Int64.self)
    let layout = PackedLayout(lengths: lengths.map(Int.init))
    let model = ScalarModel(checkpoint)
    return largestDifference(withoutGradient { model.scores(ids, layout: layout) }, expected)
  }

  @Test func scoresAgree() throws {
    #expect(try difference(try Checkpoint(directory: folder)) < 1e-4)
  }

  @Test func plainOperationsAgree() throws {
    try FusedKernels.withReferences {
      let worst = try difference(try Checkpoint(directory: folder))
      #expect(worst < 1e-4)
    }
  }

  /// What is written again has the tensors and the settings that transformers reads; that it does
  /// read them, with the same scores, is checked end to end.
  @Test func writingKeepsTheScores() throws {
    let checkpoint = try Checkpoint(directory: folder)
    let written = try TemporaryDirectory()
    try checkpoint.write(to: written.url, card: ModelCard(title: "Preference"))
    func names(_ folder: URL) throws -> [String] {
      try Safetensors(folder.appendingPathComponent("model.safetensors")).names.sorted()
    }
    let (ours, theirs) = (try names(written.url), try names(folder))
    #expect(ours == theirs)
    let config = try Data(contentsOf: written.url.appendingPathComponent("config.json"))
    let fields = try #require(try JSONSerialization.jsonObject(with: config) as? [String: Any])
    #expect(fields["architectures"] as? [String] == ["LlamaForSequenceClassification"])
    #expect(fields["id2label"] as? [String: String] == ["0": "score"])
    #expect(try difference(try Checkpoint(directory: written.url)) < 1e-4)
  }
}
