public import Tensors
public import Tokenization

/// A prompt to continue.
public struct GenerationRequest: Sendable, Equatable {
  /// At least one token.
  public var prompt: [Int32]
  /// The stream of random numbers of this sample alone.
  public var seed: UInt64

  public init(prompt: [Int32], seed: UInt64) {
    self.prompt = prompt
    self.seed = seed
  }
}

/// How samples are drawn and when they end.
public struct GenerationOptions: Sendable, Equatable {
  public var maxNewTokens: Int
  public var rule: SamplingRule
  /// A sample ends with any of these, which stays its last token.
  public var stopTokens: [Int32]
  /// A sample ends when its text holds any of these.
  public var stopStrings: [String]
  /// Samples that are continued side by side; it changes speed and memory, not results (on the
  /// CPU: `Sampler` says what holds elsewhere).
  public var batchSize: Int

  public init(
    maxNewTokens: Int = 128, rule: SamplingRule = .init(), stopTokens: [Int32] = [],
    stopStrings: [String] = [], batchSize: Int = 256
  ) {
    self.maxNewTokens = maxNewTokens
    self.rule = rule
    self.stopTokens = stopTokens
    self.stopStrings = stopStrings
    self.batchSize = batchSize
  }
}

/// What a prompt yielded.
public struct Completion: Sendable, Equatable {
  public enum FinishReason: String, Sendable, Codable {
    /// A stop token or a stop string.
    case stop
    /// The limit of new tokens, or the end of the context.
    case length
  }

  /// The new tokens, a final stop token included.
  public var tokens: [Int32]
  /// Log-probability of each under the model's own distribution: temperature 1, nothing filtered.
  public var logProbs: [Float]
  public var finishReason: FinishReason
}

extension Completion {
  /// What was written, without the stop token at its end.
  public func text(_ tokenizer: Tokenizer, stopTokens: Set<Int32>) -> String {
    let isStopped = tokens.last.map(stopTokens.contains) == true
    return tokenizer.decode(isStopped ? Array(tokens.dropLast()) : tokens)
  }
}

extension Checkpoint {
  /// The tokens that end an answer: the model's ends of text and the tokenizer's ends of turn.
  public func stopTokens(_ tokenizer: Tokenizer) -> Set<Int32> {
    Set(tokens.endOfText.map(Int32.init) + tokenizer.stopTokens)
  }
}
