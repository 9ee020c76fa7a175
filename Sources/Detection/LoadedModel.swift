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
  /// How its turns begin and are read; `Subject.findAnswerForm` sets it.
  var form = AnswerForm()
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
