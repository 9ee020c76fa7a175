internal import Corpus
internal import Diagnostics
public import Foundation
public import Models
public import Tensors
public import Tokenization

/// A model that can be asked, drawn from, and looked into, with what it takes being counted.
public final class LoadedModel {
  /// The folder, for errors.
  public let source: String
  public let checkpoint: Checkpoint
  public let model: Llama
  public let tokenizer: Tokenizer
  public let template: ChatTemplate
  /// The tokens that end an answer.
  public let stopTokens: [Int32]
  public let meter: PassMeter
  let sampler: Sampler

  /// Tokens that go through the model side by side.
  public static let tokensPerBatch = 8192

  public convenience init(
    directory: URL, dtype: DType = .f32, device: Device = .cpu, meter: PassMeter
  ) throws {
    try self.init(
      try Checkpoint(directory: directory), source: directory.path, dtype: dtype, device: device,
      meter: meter)
  }

  /// - Throws: `InputError` for a checkpoint without a tokenizer or a chat template.
  public init(
    _ checkpoint: Checkpoint, source: String, dtype: DType = .f32, device: Device = .cpu,
    meter: PassMeter
  ) throws {
    tokenizer = try checkpoint.requireTokenizer(source)
    guard let template = tokenizer.template else {
      throw InputError(
        source, "its tokenizer has no chat template that is known",
        expected: ChatTemplate.allCases.map(\.rawValue).joined(separator: ", "),
        remedy: "put the model's own chat_template.jinja beside tokenizer.json")
    }
    self.source = source
    self.checkpoint = checkpoint
    self.template = template
    self.meter = meter
    model = checkpoint.model(dtype: dtype, device: device)
    stopTokens = checkpoint.stopTokens(tokenizer).sorted()
    sampler = Sampler(model: model, tokenizer: tokenizer)
  }

  /// - Throws: `InputError` that names both when the tokens of the two models are not the same.
  ///
  /// - Parameter flag: what named this model on the command line.
  func checkVocabulary(isThatOf suspect: LoadedModel, flag: String = "--reference") throws {
    let (own, theirs) = (tokenizer.vocabularySize, suspect.tokenizer.vocabularySize)
    let isSame =
      own == theirs
      && (0..<Int32(own)).allSatisfy { tokenizer.bytes(of: $0) == suspect.tokenizer.bytes(of: $0) }
    guard isSame, model.configuration.vocabularySize == suspect.model.configuration.vocabularySize
    else {
      throw InputError(
        source, "has another vocabulary (\(own) tokens) than \(suspect.source) (\(theirs))",
        expected: "a model whose tokens are the suspect's",
        remedy: "take the suspect's base or a twin of it, or leave \(flag) out")
    }
  }
}

extension LoadedModel {
  /// The ids of a single-turn prompt that asks for an answer.
  public func promptIDs(_ user: String) throws -> [Int32] {
    try tokenizer.encode(
      prompt: .messages([Message(.user, user)]), origin: Origin(file: source, line: 1))
  }

  /// The likeliest answer to each prompt, in order.
  ///
  /// - Throws: `InputError` for a prompt that leaves no room in the context.
  public func answers(to users: [String], maxTokens: Int) throws -> [String] {
    let prompts = try users.map { try promptIDs($0) }
    for prompt in prompts { try check(length: prompt.count) }
    return draw(prompts, rule: .greedy, maxTokens: maxTokens, seeds: prompts.map { _ in 0 })
      .map(template.content(ofCompletion:))
  }

  /// Texts that continue token sequences, one each.
  func draw(
    _ prompts: [[Int32]], rule: SamplingRule, maxTokens: Int, seeds: [UInt64]
  ) -> [String] {
    let completions = sampler.complete(
      zip(prompts, seeds).map { GenerationRequest(prompt: $0, seed: $1) },
      options: GenerationOptions(maxNewTokens: maxTokens, rule: rule, stopTokens: stopTokens))
    meter.count(
      forward: prompts.count,
      tokens: zip(prompts, completions).reduce(0) { $0 + $1.0.count + $1.1.tokens.count })
    let stops = Set(stopTokens)
    return completions.map { $0.text(tokenizer, stopTokens: stops) }
  }

  private func check(length: Int) throws {
    let context = checkpoint.configuration.context
    guard length >= context else { return }
    throw InputError(
      source, "a prompt with a candidate has \(length) tokens",
      expected: "fewer than \(context), the model's context", remedy: "give shorter --prompts")
  }
}
