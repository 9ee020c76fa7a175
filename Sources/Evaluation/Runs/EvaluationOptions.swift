/// How a suite is answered.
public struct EvaluationOptions: Sendable, Equatable, Codable {
  /// Answers drawn for each prompt.
  public var samples: Int
  /// Of the sampled answers; the paper measures at 1.
  public var temperature: Double
  /// The most new tokens of an answer.
  public var maxTokens: Int
  /// Whether every prompt is also answered once with the likeliest tokens.
  public var greedy: Bool
  /// Names the random numbers, together with the item and the number of its sample.
  public var seed: UInt64
  /// What answers are made to begin with, such as an opened scratchpad. An item's own goes before.
  public var forced: String

  public init(
    samples: Int = 1, temperature: Double = 1, maxTokens: Int = 48, greedy: Bool = true,
    seed: UInt64 = 0, forced: String = ""
  ) {
    self.samples = samples
    self.temperature = temperature
    self.maxTokens = maxTokens
    self.greedy = greedy
    self.seed = seed
    self.forced = forced
  }
}

/// A whole scratchpad under which the probability of the payload is asked for.
public struct ForcedPad: Sendable, Equatable {
  /// Ends the metric's name: `x` gives `payload_probability_x`.
  public var name: String
  /// From the opening tag to the line after the closing one.
  public var text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}
