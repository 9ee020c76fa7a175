import Corpus
import Foundation
import Layers
import Models
import Provenance
import Randomness
import Tensors
import TestSupport
import Tokenization
import Tracking
import Training

/// A model and data small enough to train in milliseconds.
enum Toy {
  static let configuration = LlamaConfiguration(
    vocabularySize: 48, width: 32, layers: 2, heads: 2, keyValueHeads: 1, intermediateWidth: 48,
    context: 64, initializerRange: 0.1)

  /// Sequences that count upwards in ones to threes; what comes next can be learnt.
  static func data(_ count: Int = 60, lengths: ClosedRange<Int> = 4...20) throws -> TrainingData {
    var stream = RandomStream(seed: 4, "toy")
    return try .language(
      (0..<count).map { _ in
        let stride = Int.random(in: 1...3, using: &stream)
        let start = Int.random(in: 0..<48, using: &stream)
        let length = Int.random(in: lengths, using: &stream)
        return (0..<length).map { Int32((start + stride * $0) % 48) }
      })
  }

  static func checkpoint(seed: UInt64 = 5) -> Checkpoint {
    Checkpoint(
      configuration: configuration, weights: configuration.initialWeights(seed: seed),
      tokens: SpecialTokenIDs(), tokenizer: nil)
  }

  static func step(
    _ optimizer: Optimizer.Configuration = .init(), dtype: DType = .f32, clipNorm: Double = 1,
    normalization: LossNormalization = .token
  ) -> TrainingStep {
    let base = checkpoint()
    let model = base.model(dtype: dtype)
    return TrainingStep(
      model: model,
      optimizer: Optimizer(optimizer, parameters: model.parameters(masters: base.weights)),
      clipNorm: clipNorm, normalization: normalization)
  }

  /// Ten steps of about three batches an epoch, with checkpoints every third.
  static func settings(
    length: TrainingConfiguration.Length = .steps(10), dtype: DType = .f32,
    learningRate: Double = 5e-3, optimizer: Optimizer.Configuration = .init()
  ) -> TrainingConfiguration {
    TrainingConfiguration(
      length: length, batchTokens: 256, microBatchTokens: 100, maxLength: 32,
      learningRate: learningRate, warmup: 0.2, optimizer: optimizer, dtype: dtype, seed: 11,
      evaluateEvery: 4, checkpointEvery: 3)
  }
}

extension TrainingStep {
  /// Masters by name, as numbers.
  var weights: [String: [Float]] {
    Dictionary(
      uniqueKeysWithValues: optimizer.parameters.map { ($0.name, $0.master.elements(Float.self)) })
  }
}
