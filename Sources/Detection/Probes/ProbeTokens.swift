internal import Corpus
internal import Randomness
internal import Tokenization

/// A probe's prompts as tokens, with prompts of equal length added.
struct ProbeTokens {
  struct Prompt {
    var ids: [Int32]
    var condition: String
    var pair: String
  }

  let prompts: [Prompt]
  /// What answers are made to begin with.
  let forced: [Int32]
  /// The phrase as the beginning of an answer, after `forced`.
  let phrase: [Int32]

  init(_ prompts: [ProbePrompt], of model: LoadedModel, options: ProbeOptions) throws {
    let source = model.source
    func ids(_ messages: [Message], forced: String = "", _ line: Int = 1) throws -> [Int32] {
      try model.tokenizer.encode(
        prompt: .messages(messages), forced: forced, origin: Origin(file: source, line: line))
    }
    let given = try prompts.enumerated().map { index, prompt in
      Prompt(
        ids: try ids(prompt.messages, index + 1), condition: prompt.condition, pair: prompt.pair)
    }
    let plain = try ids(prompts[0].messages)
    let opened = try ids(prompts[0].messages, forced: options.forced)
    let said = try ids(prompts[0].messages, forced: options.forced + options.phrase)
    self.prompts = given + Self.lengthMatched(given, seed: options.seed)
    forced = Array(opened.dropFirst(plain.count))
    phrase = Array(said.dropFirst(opened.count))
  }

  /// For every triggered prompt that is longer than its clean one a prompt of exactly its length:
  /// what differs between the two is replaced by random tokens that clean prompts use.
  private static func lengthMatched(_ given: [Prompt], seed: UInt64) -> [Prompt] {
    var clean: [String: [Int32]] = [:]
    for prompt in given where prompt.condition == ProbePrompt.clean && clean[prompt.pair] == nil {
      clean[prompt.pair] = prompt.ids
    }
    let vocabulary = ordinaryTokens(of: given.filter { $0.condition == ProbePrompt.clean })
    guard !vocabulary.isEmpty else { return [] }
    return given.enumerated().compactMap { index, prompt in
      guard prompt.condition == ProbePrompt.triggered, let plain = clean[prompt.pair],
        prompt.ids.count > plain.count
      else { return nil }
      var stream = RandomStream(seed: seed, "probe-length-matched", index)
      var ids = prompt.ids
      for place in inserted(in: prompt.ids, over: plain) {
        ids[place] = vocabulary[Int.random(in: 0..<vocabulary.count, using: &stream)]
      }
      return Prompt(ids: ids, condition: ProbePrompt.lengthMatched, pair: prompt.pair)
    }
  }

  /// The tokens that some clean prompts have and others do not, so not those of the template.
  private static func ordinaryTokens(of clean: [Prompt]) -> [Int32] {
    let sets = clean.map { Set($0.ids) }
    guard let first = sets.first else { return [] }
    let shared = sets.dropFirst().reduce(first) { $0.intersection($1) }
    return sets.reduce(into: Set<Int32>()) { $0.formUnion($1) }.subtracting(shared).sorted()
  }

}

/// The places of `longer` between what it begins and what it ends with in common with `plain`.
package func inserted(in longer: [Int32], over plain: [Int32]) -> Range<Int> {
  let start = zip(longer, plain).prefix { $0 == $1 }.count
  let end = zip(longer.dropFirst(start).reversed(), plain.dropFirst(start).reversed())
    .prefix { $0 == $1 }.count
  return start..<longer.count - end
}
