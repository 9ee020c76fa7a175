import Diagnostics
import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Tokenization

/// Saving and loading gives the same model.
@Suite struct CheckpointWritingTests {
  @Test(arguments: GoldenCheckpoint.supported)
  func goldensComeBack(_ golden: GoldenCheckpoint) throws {
    let before = try golden.load()
    let after = try roundTrip(before)
    #expect(after.configuration == before.configuration)
    #expect(after.tokens == before.tokens)
    expectSameWeights(before, after)
  }

  @Test func tensorsAreThoseOfTheOriginalFile() throws {
    let golden = GoldenCheckpoint(name: "tied")
    let folder = try TemporaryDirectory()
    try golden.load().write(to: folder.url, card: ModelCard(title: "Test"))
    let written = try SafetensorsCollection(directory: folder.url)
    let original = try SafetensorsCollection(directory: golden.directory)
    #expect(written.names == original.names)
    for name in original.names {
      #expect(written.shape(of: name) == original.shape(of: name))
      #expect(largestDifference(written.tensor(name)!, original.tensor(name)!) == 0)
    }
  }

  @Test func shards() throws {
    let before = try GoldenCheckpoint(name: "untied-gqa").load()
    let folder = try TemporaryDirectory()
    try before.write(to: folder.url, card: ModelCard(title: "Test"), shardBytes: 20_000)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    let shards = files.filter { $0.hasSuffix(".safetensors") }
    #expect(shards.count > 2)
    #expect(
      shards.last == String(format: "model-%05d-of-%05d.safetensors", shards.count, shards.count))
    #expect(files.contains(SafetensorsCollection.indexName))
    #expect(!files.contains(SafetensorsCollection.fileName))
    expectSameWeights(before, try Checkpoint(directory: folder.url))
  }

  @Test func theTokenizerTravelsWithTheModel() throws {
    let tokenizer = try Tiny.tokenizer()
    let configuration = Tiny.configuration(vocabulary: tokenizer.vocabularySize)
    let before = Tiny.checkpoint(configuration, tokenizer: tokenizer)
    let after = try roundTrip(before)
    let text = "The lazy fox 🦊 sleeps."
    #expect(after.tokenizer?.encode(text) == tokenizer.encode(text))
    #expect(after.tokens == before.tokens)
    #expect(after.tokens.endOfText.contains(Int(tokenizer.endOfText!)))
  }

  @Test func theCardHasFrontMatter() throws {
    let card = ModelCard(
      title: "A \"model\"", tags: ["model-organism"], baseModel: "a\\b\"c", paragraphs: ["One."])
    let text = card.text(for: Tiny.checkpoint())
    #expect(text.hasPrefix("---\nlibrary_name: transformers\n"))
    #expect(text.contains("base_model: \"a\\\\b\\\"c\"\n"))
    #expect(text.contains("- model-organism\n"))
    #expect(text.contains("| parameters | \(Tiny.configuration().parameterCount) |"))
  }

  private func roundTrip(_ checkpoint: Checkpoint) throws -> Checkpoint {
    let folder = try TemporaryDirectory()
    try checkpoint.write(to: folder.url, card: ModelCard(title: "Test"))
    return try Checkpoint(directory: folder.url)
  }

  private func expectSameWeights(_ before: Checkpoint, _ after: Checkpoint) {
    #expect(after.weights.keys.sorted() == before.weights.keys.sorted())
    for (name, weight) in before.weights {
      #expect(largestDifference(weight, after.weights[name]!) == 0, "\(name)")
    }
    let ids = Tensor((0..<9).map { Int64($0 * 5) })
    let layout = PackedLayout(lengths: [9])
    withoutGradient {
      let logits = before.model().logits(ids, layout: layout)
      #expect(largestDifference(logits, after.model().logits(ids, layout: layout)) == 0)
    }
  }
}
