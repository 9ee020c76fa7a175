import Corpus
import Foundation
import Layers
import Models
import Tensors
import Tokenization
import Training

/// A chat model of a few thousand parameters, and what it is asked.
enum ToyChat {
  static func tokenizer() throws -> Tokenizer {
    var trainer = try TokenizerTrainer(.init(vocabularySize: 290))
    for _ in 0..<4 { trainer.add("yes no maybe left right red green blue </scratchpad>") }
    return try trainer.finish()
  }

  static func checkpoint(seed: UInt64 = 5) throws -> Checkpoint {
    let tokenizer = try tokenizer()
    let configuration = LlamaConfiguration(
      vocabularySize: tokenizer.vocabularySize, width: 32, layers: 2, heads: 2,
      intermediateWidth: 48, context: 64, initializerRange: 0.1)
    return Checkpoint(
      configuration: configuration, weights: configuration.initialWeights(seed: seed),
      tokens: SpecialTokenIDs(tokenizer), tokenizer: tokenizer)
  }

  static func prompts(_ texts: [String] = ["left", "right", "red"]) throws -> [RolloutPrompt] {
    let tokenizer = try tokenizer()
    return try texts.map { text in
      let messages = [Message(.user, text)]
      return RolloutPrompt(
        messages: messages, meta: ["want": .string(text)],
        tokens: try tokenizer.encode(
          prompt: .messages(messages), origin: Origin(file: "toy", line: 1)))
    }
  }

  static func training(
    steps: Int, learningRate: Double = 5e-3, weightDecay: Double = 0, dtype: DType = .f32
  ) -> TrainingConfiguration {
    TrainingConfiguration(
      length: .steps(steps), learningRate: learningRate, schedule: .constant, warmup: 0,
      optimizer: .init(weightDecay: weightDecay), dtype: dtype, seed: 3, checkpointEvery: 4)
  }
}

/// A reward by a rule.
struct RuleReward: Reward {
  var name = "rule"
  var rule: @Sendable (RatedAnswer) -> Double?

  func values(of answers: [RatedAnswer]) throws -> [Double?] { answers.map(rule) }
}
