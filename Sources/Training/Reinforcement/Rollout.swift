internal import Corpus
package import Tokenization

/// One answer that the policy drew, with all that an update needs.
package struct Rollout {
  /// Index of the prompt among those of the run.
  package var prompt: Int
  /// Index of the prompt among those of the step; the answers of one group share it.
  package var group: Int
  /// The prompt and the answer, whose tokens are supervised.
  package var sample: TokenizedSample
  /// For each token of the answer whether it is learnt from.
  package var isLearnt: [Bool]
  /// The new text without what was forced, and the part of it that is not hidden reasoning.
  package var text: String
  package var answer: String
  package var isComplete: Bool
  /// The share of repeated runs of three tokens.
  package var repetition: Double
  /// Of each token of the answer: what the sampler said, and the trainer's own forward pass.
  package var sampledLogProbs: [Float]
  package var logProbs: [Float] = []
  package var reference: [Float] = []
  /// The value head's number before each token (`ppo`).
  package var values: [Float] = []
  /// What the reward gave, the penalty for a missing end taken off; nil: it could not be told.
  package var reward: Double?

  package init(
    prompt: Int, group: Int, sample: TokenizedSample, isLearnt: [Bool], text: String,
    answer: String, isComplete: Bool, repetition: Double, sampledLogProbs: [Float]
  ) {
    self.prompt = prompt
    self.group = group
    self.sample = sample
    self.isLearnt = isLearnt
    self.text = text
    self.answer = answer
    self.isComplete = isComplete
    self.repetition = repetition
    self.sampledLogProbs = sampledLogProbs
  }

  var tokenCount: Int { isLearnt.count }
  var learntCount: Int { isLearnt.count { $0 } }

  /// `Σ (log π − log π_ref)` over the answer, in nats: an unbiased estimate of the divergence.
  var divergence: Double {
    zip(logProbs, reference).reduce(0) { $0 + Double($1.0) - Double($1.1) }
  }

  /// The row of `rollouts/`.
  func json(_ prompt: RolloutPrompt) -> JSONObject {
    [
      "prompt": .array(prompt.messages.map(\.json)), "completion": .string(text),
      "answer": .string(answer), "reward": reward.map { .number($0) } ?? .null,
      "kl": .number(divergence), "tokens": .integer(tokenCount),
      "finished": .bool(isComplete),
    ]
  }
}
