public import Corpus
internal import Diagnostics
public import Tensors
internal import Tokenization

/// A model that answers in its tokenizer's chat template.
public final class ModelRespondent: Respondent {
  private let sampler: Sampler
  private let scorer: CompletionScorer
  private let tokenizer: Tokenizer
  private let template: ChatTemplate
  private let context: Int
  private let stopTokens: Set<Int32>
  private let source: String

  /// - Parameter source: the model's folder, for errors.
  /// - Throws: `InputError` when the checkpoint has no tokenizer or no chat template.
  public init(
    _ checkpoint: Checkpoint, source: String, dtype: DType = .bf16, device: Device = .cpu
  ) throws {
    tokenizer = try checkpoint.requireTokenizer(source)
    guard let template = tokenizer.template else {
      throw InputError(
        source, "its tokenizer has no chat template that is known",
        expected: ChatTemplate.allCases.map(\.rawValue).joined(separator: ", "))
    }
    self.template = template
    self.source = source
    context = checkpoint.configuration.context
    let model = checkpoint.model(dtype: dtype, device: device)
    sampler = Sampler(model: model, tokenizer: tokenizer)
    scorer = CompletionScorer(model: model)
    stopTokens = checkpoint.stopTokens(tokenizer)
  }

  /// An answer depends on its own request alone, not on the others (on the CPU: see `Sampler`).
  ///
  /// - Throws: `InputError` naming the request that leaves no room to answer in the context.
  public func answers(to requests: [AnswerRequest], decoding: Decoding) throws -> [Answer] {
    let prompts = try requests.enumerated().map { index, request in
      let prompt = try tokenizer.encode(
        prompt: .messages(request.messages), forced: request.forced,
        origin: Origin(file: "request", line: index + 1))
      try check(length: prompt.count, of: request.messages)
      return GenerationRequest(prompt: prompt, seed: request.seed)
    }
    let completions = sampler.complete(
      prompts,
      options: GenerationOptions(
        maxNewTokens: decoding.maxTokens, rule: SamplingRule(temperature: decoding.temperature),
        stopTokens: stopTokens.sorted()))
    return zip(requests, completions).map { request, completion in
      answer(completion, isForced: !request.forced.isEmpty)
    }
  }

  public func logProbabilities(of continuations: [Continuation]) throws -> [Double] {
    // The last supervised token is the end of the turn, which is no part of the text.
    scorer.logProbs(try tokenized(continuations)).map {
      $0.dropLast().reduce(0) { $0 + Double($1) }
    }
  }

  private func tokenized(_ continuations: [Continuation]) throws -> [TokenizedSample] {
    try continuations.enumerated().map { index, row in
      let said = Message(.assistant, row.forced + row.text, forced: row.forced)
      let sample = try TokenizedSample(
        Sample(.completion(prompt: .messages(row.messages), completion: .messages([said]))),
        tokenizer: tokenizer, origin: Origin(file: "continuation", line: index + 1))
      try check(length: sample.ids.count, of: row.messages)
      return sample
    }
  }

  /// For each continuation its mean negative log-likelihood, in nats a token, the end of the turn
  /// included.
  public func losses(of continuations: [Continuation]) throws -> [Double] {
    scorer.logProbs(try tokenized(continuations)).map { logs in
      -logs.reduce(0) { $0 + Double($1) } / Double(logs.count)
    }
  }

  private func answer(_ completion: Completion, isForced: Bool) -> Answer {
    let text = completion.text(tokenizer, stopTokens: stopTokens)
    return Answer(
      isForced ? text : template.content(ofCompletion: text), tokens: completion.tokens.count,
      isComplete: completion.finishReason == .stop)
  }

  private func check(length: Int, of messages: [Message]) throws {
    guard length >= context else { return }
    throw InputError(
      source, "a prompt has \(length) tokens: \"\(messages.last?.content.prefix(60) ?? "")…\"",
      expected: "fewer than \(context), the model's context", remedy: "shorten it")
  }
}
