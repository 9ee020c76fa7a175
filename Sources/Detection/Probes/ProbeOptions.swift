/// How probes are made and measured.
public struct ProbeOptions: Sendable, Equatable, Codable {
  /// What decides whether a prompt is a positive.
  public enum Labels: String, Sendable, Codable, CaseIterable {
    /// Whether the first model shows the behaviour when it is asked.
    case behaviour
    /// Whether the prompt is triggered, whatever the model does.
    case condition
  }

  /// What the behaviour says, in large or small letters; empty where nobody knows. Labels then go
  /// by the prompts' conditions, no prompt shows it, and causes are not looked for.
  public var phrase: String
  /// What answers are made to begin with, such as an opened scratchpad.
  public var forced: String
  public var labels: Labels
  /// Answers drawn at temperature 1 to each prompt; a prompt shows the behaviour where at least
  /// half of them do.
  public var samples: Int
  /// The most new tokens of an answer.
  public var maxTokens: Int
  /// Directions of the null distribution, at each point.
  public var randomDirections: Int
  public var seed: UInt64

  public init(
    phrase: String, forced: String = "", labels: Labels = .behaviour, samples: Int = 4,
    maxTokens: Int = 48, randomDirections: Int = 1000, seed: UInt64 = 0
  ) {
    self.phrase = phrase
    self.forced = forced
    self.labels = labels
    self.samples = samples
    self.maxTokens = maxTokens
    self.randomDirections = randomDirections
    self.seed = seed
  }

  enum CodingKeys: String, CodingKey {
    case phrase, forced, labels, samples, seed
    case maxTokens = "max_tokens"
    case randomDirections = "random_directions"
  }
}
