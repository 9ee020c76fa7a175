internal import Corpus
internal import Diagnostics
internal import Models
internal import Tensors
internal import Tokenization

extension LoadedModel {
  /// The ids of a single-turn prompt that asks for an answer, what is forced of it included.
  public func promptIDs(_ user: String) throws -> [Int32] {
    try promptIDs(user, forced: form.forced)
  }

  func promptIDs(_ user: String, forced: String) throws -> [Int32] {
    try tokenizer.encode(
      prompt: .messages([Message(.user, user)]), forced: forced,
      origin: Origin(file: source, line: 1))
  }

  /// The likeliest answer to each prompt, in order, without its scratchpad.
  ///
  /// - Throws: `InputError` for a prompt that leaves no room in the context.
  public func answers(to users: [String], maxTokens: Int) throws -> [String] {
    try turns(to: users, maxTokens: maxTokens).map(\.answer)
  }

  /// The same with what came before the answer; a scratchpad has room of its own.
  func turns(to users: [String], maxTokens: Int) throws -> [AnswerForm.Turn] {
    try turns(after: users.map { try promptIDs($0) }, maxTokens: maxTokens)
  }

  /// Turns after prompts in tokens, of which the last `begun` are already part of the turn; the
  /// likeliest where no rule is given, each drawn with a seed of its own.
  func turns(
    after prompts: [[Int32]], begun: Int = 0, rule: SamplingRule = .greedy,
    seeds: [UInt64]? = nil, maxTokens: Int
  ) throws -> [AnswerForm.Turn] {
    for prompt in prompts { try check(length: prompt.count) }
    let texts = draw(
      prompts, rule: rule, maxTokens: maxTokens + form.room,
      seeds: seeds ?? prompts.map { _ in 0 })
    return zip(prompts, texts).map { prompt, text in
      let said = tokenizer.decode(Array(prompt.suffix(begun))) + text
      return form.turn(form.reasons ? said : template.content(ofCompletion: said))
    }
  }

  /// Texts that continue token sequences, one each.
  func draw(
    _ prompts: [[Int32]], rule: SamplingRule, maxTokens: Int, seeds: [UInt64]
  ) -> [String] {
    let stops = Set(stopTokens)
    return complete(prompts, by: sampler, rule: rule, maxTokens: maxTokens, seeds: seeds)
      .map { $0.text(tokenizer, stopTokens: stops) }
  }

  /// What `sampler` draws after each prompt, counted.
  func complete(
    _ prompts: [[Int32]], by sampler: Sampler, rule: SamplingRule, maxTokens: Int, seeds: [UInt64]
  ) -> [Completion] {
    let completions = sampler.complete(
      zip(prompts, seeds).map { GenerationRequest(prompt: $0, seed: $1) },
      options: GenerationOptions(maxNewTokens: maxTokens, rule: rule, stopTokens: stopTokens))
    meter.count(
      forward: prompts.count,
      tokens: zip(prompts, completions).reduce(0) { $0 + $1.0.count + $1.1.tokens.count })
    return completions
  }

  /// The tokens with which a turn goes on that says `text` after what is forced.
  package func answerIDs(_ text: String) throws -> [Int32] {
    try answerIDs(text, forced: form.forced)
  }

  func answerIDs(_ text: String, forced: String) throws -> [Int32] {
    let sample = try TokenizedSample(
      Sample(
        .completion(
          prompt: .messages([Message(.user, "x")]),
          completion: .messages([Message(.assistant, forced + text, forced: forced)]))),
      tokenizer: tokenizer, origin: Origin(file: source, line: 1))
    let said = zip(sample.ids, sample.isSupervised).filter(\.1).map(\.0)
    let stops = Set(stopTokens)
    return said.last.map(stops.contains) == true ? Array(said.dropLast()) : said
  }

  private func check(length: Int) throws {
    let context = checkpoint.configuration.context
    guard length >= context else { return }
    throw InputError(
      source, "a prompt with a candidate has \(length) tokens",
      expected: "fewer than \(context), the model's context", remedy: "give shorter --prompts")
  }
}
