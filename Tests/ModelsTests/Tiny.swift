import Foundation
import Models
import Randomness
import Tensors
import Tokenization

/// A model small enough to run in milliseconds, with weights large enough that its distributions
/// are far from flat.
enum Tiny {
  static let vocabulary = 96

  static func configuration(
    tied: Bool = false, keyValueHeads: Int = 2, context: Int = 64, vocabulary: Int = vocabulary
  ) -> LlamaConfiguration {
    LlamaConfiguration(
      vocabularySize: vocabulary, width: 64, layers: 2, heads: 4, keyValueHeads: keyValueHeads,
      intermediateWidth: 80, context: context, tiesEmbedding: tied, initializerRange: 0.2)
  }

  static func model(
    _ configuration: LlamaConfiguration = configuration(), dtype: DType = .f32
  ) -> Llama {
    Llama(configuration, weights: configuration.initialWeights(seed: 3), dtype: dtype)
  }

  static func checkpoint(
    _ configuration: LlamaConfiguration = configuration(), tokenizer: Tokenizer? = nil
  ) -> Checkpoint {
    Checkpoint(
      configuration: configuration, weights: configuration.initialWeights(seed: 3),
      tokens: tokenizer.map { SpecialTokenIDs($0) }
        ?? SpecialTokenIDs(beginningOfText: 1, endOfText: [2, 5]),
      tokenizer: tokenizer)
  }

  static func tokenizer() throws -> Tokenizer {
    var trainer = try TokenizerTrainer(.init(vocabularySize: 280))
    for _ in 0..<4 { trainer.add("The quick brown fox jumps over the lazy dog, then sleeps.") }
    return try trainer.finish()
  }

  /// Prompts of mixed lengths, some of them equal, each with a seed of its own.
  static func requests(_ count: Int, vocabulary: Int = vocabulary) -> [GenerationRequest] {
    var stream = RandomStream(seed: 1, "tests")
    let distinct = (0..<max(1, count * 2 / 3)).map { _ in
      (0..<Int.random(in: 1...19, using: &stream)).map { _ in
        Int32.random(in: 0..<Int32(vocabulary), using: &stream)
      }
    }
    return (0..<count).map {
      GenerationRequest(prompt: distinct[$0 % distinct.count], seed: stream.next())
    }
  }
}
