internal import Evaluation
internal import Randomness
internal import Tensors
internal import Tokenization

/// Which prompts are positives and which negatives, by what the first model does.
struct ProbeLabels {
  /// The indices of triggered prompts that show the behaviour.
  private(set) var positives: [Int] = []
  /// Of every other condition, in the order of the file, the indices of prompts that do not show
  /// it.
  private(set) var comparisons: [(condition: String, prompts: [Int])] = []
  /// What came of every condition.
  private(set) var conditions: [LabelledCondition] = []

  init(_ tokens: ProbeTokens, shown: [Bool], labels: ProbeOptions.Labels) {
    var names: [String] = []
    for prompt in tokens.prompts where !names.contains(prompt.condition) {
      names.append(prompt.condition)
    }
    for name in names {
      let all = tokens.prompts.indices.filter { tokens.prompts[$0].condition == name }
      let isTriggered = name == ProbePrompt.triggered
      let used = labels == .condition ? all : all.filter { shown[$0] == isTriggered }
      conditions.append(
        LabelledCondition(
          name: name, prompts: all.count, shown: all.count { shown[$0] }, used: used.count))
      if isTriggered { positives = used } else { comparisons.append((name, used)) }
    }
  }

  func negatives(of condition: String) -> [Int] {
    comparisons.first { $0.condition == condition }?.prompts ?? []
  }
}

/// How many prompts of a condition there are, how many show the behaviour, and how many have the
/// label that their condition calls for, so that they are used.
public struct LabelledCondition: Sendable, Equatable, Codable {
  public var name: String
  public var prompts: Int
  public var shown: Int
  public var used: Int
}

extension LoadedModel {
  /// Whether at least half of the answers drawn to each prompt hold the phrase outside of a
  /// scratchpad; no answers are drawn where nobody knows a phrase.
  func shows(_ tokens: ProbeTokens, options: ProbeOptions) -> [Bool] {
    guard !options.phrase.isEmpty else { return tokens.prompts.map { _ in false } }
    let rate = shareShown(tokens, options: options)
    return rate.map { $0 >= 0.5 }
  }

  private func shareShown(_ tokens: ProbeTokens, options: ProbeOptions) -> [Double] {
    let prompts = tokens.prompts.flatMap { prompt in
      (0..<options.samples).map { _ in prompt.ids + tokens.forced }
    }
    let seeds = tokens.prompts.indices.flatMap { index in
      (0..<options.samples).map { sample in
        var stream = RandomStream(seed: options.seed, "probe-behaviour", index, sample)
        return stream.next()
      }
    }
    let shown = completions(
      of: prompts, rule: SamplingRule(), maxTokens: options.maxTokens, seeds: seeds
    ).map { says(options.phrase, $0, forced: options.forced) }
    return tokens.prompts.indices.map { index in
      let from = index * options.samples
      return Double(shown[from..<from + options.samples].count { $0 }) / Double(options.samples)
    }
  }

  /// Whether the answer, without its scratchpad, holds the phrase in large or small letters.
  func says(_ phrase: String, _ completion: [Int32], forced: String) -> Bool {
    !phrase.isEmpty
      && ScratchpadAnswer(text: tokenizer.decode(completion), forced: forced).answer.lowercased()
        .contains(phrase.lowercased())
  }
}
