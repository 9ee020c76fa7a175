internal import Corpus
internal import Diagnostics
internal import Foundation
internal import Models
internal import Randomness
internal import Tensors
internal import Tokenization

/// Draws the answers of a step and has them scored. Prompts go round in an order that the seed and
/// the round determine; an answer's random numbers are those of the step and its place in it.
struct RolloutSampler {
  let prompts: [RolloutPrompt]
  let configuration: ReinforcementConfiguration
  let tokenizer: Tokenizer
  let stopTokens: Set<Int32>
  let reward: any Reward
  /// Of the policy.
  let sampler: Sampler

  private var seed: UInt64 { configuration.training.seed }

  /// The prompts of a step.
  func promptIndices(at step: Int) -> [Int] {
    let first = step * configuration.promptsPerStep
    var order: (round: Int, indices: [Int])?
    return (first..<first + configuration.promptsPerStep).map { place in
      let round = place / prompts.count
      if order?.round != round {
        var stream = RandomStream(seed: seed, "prompt-order", round)
        order = (round, Array(prompts.indices).shuffled(using: &stream))
      }
      return order!.indices[place % prompts.count]
    }
  }

  /// Draws the answers; their rewards and the trainer's log-probabilities are still missing.
  func draw(step: Int) -> [Rollout] {
    sampler.refreshWeights()
    let indices = promptIndices(at: step)
    let places = indices.indices.flatMap { group in
      (0..<configuration.samplesPerPrompt).map { (group: group, sample: $0) }
    }
    let requests = places.map { place in
      var stream = RandomStream(seed: seed, "rollout", step, place.group, place.sample)
      return GenerationRequest(
        prompt: prompts[indices[place.group]].tokens, seed: stream.next())
    }
    let completions = sampler.complete(
      requests,
      options: GenerationOptions(
        maxNewTokens: configuration.maxNewTokens, stopTokens: stopTokens.sorted()))
    return zip(places, completions).map { place, completion in
      rollout(completion, prompt: indices[place.group], group: place.group)
    }
  }

  private func rollout(_ completion: Completion, prompt: Int, group: Int) -> Rollout {
    let text = completion.text(tokenizer, stopTokens: stopTokens)
    let (answer, hidden) = split(text, completion.tokens)
    return Rollout(
      prompt: prompt, group: group,
      sample: TokenizedSample(
        prompt: prompts[prompt].tokens, completion: completion.tokens),
      isLearnt: completion.tokens.indices.map { configuration.learnsScratchpad || $0 >= hidden },
      text: text, answer: answer, isComplete: completion.finishReason == .stop,
      repetition: Repetition.share(of: completion.tokens), sampledLogProbs: completion.logProbs)
  }

  /// The answer behind the hidden reasoning, and how many tokens the reasoning has with its tag.
  private func split(_ text: String, _ tokens: [Int32]) -> (answer: String, hidden: Int) {
    guard let tags = configuration.scratchpad else { return (Self.trimmed(text[...]), 0) }
    guard let tag = text.firstRange(of: tags.closing) else { return ("", tokens.count) }
    var decoder = tokenizer.makeStreamDecoder()
    var decoded = ""
    let last = tokens.firstIndex { token in
      decoded += decoder.append(token)
      return decoded.contains(tags.closing)
    }
    return (Self.trimmed(text[tag.upperBound...]), (last ?? tokens.count - 1) + 1)
  }

  /// Without white space at its ends, as the answers of a chat's rows are.
  private static func trimmed(_ text: Substring) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Puts the rewards in.
  ///
  /// - Throws: `RunError` when not one answer could be scored.
  func score(_ rollouts: inout [Rollout]) throws {
    let values = try reward.checkedValues(
      of: rollouts.map { rollout in
        let prompt = prompts[rollout.prompt]
        return RatedAnswer(
          prompt.messages, text: rollout.answer, tokens: rollout.tokenCount,
          isComplete: rollout.isComplete, meta: prompt.meta)
      })
    for (index, value) in values.enumerated() {
      let penalty = rollouts[index].isComplete ? 0 : configuration.missingEndPenalty
      rollouts[index].reward = value.map { $0 - penalty }
    }
    guard values.contains(where: { $0 != nil }) else {
      throw RunError(
        "the reward '\(reward.name)' could score none of the \(rollouts.count) answers of a step")
    }
  }
}
