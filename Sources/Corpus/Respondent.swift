/// Something that answers conversations: a model, an endpoint, or a script in a test.
///
/// It stands here, below both halves, so that what writes data and what scores answers never see
/// an engine.
public protocol Respondent {
  /// One answer for each request, in order.
  func answers(to requests: [AnswerRequest], decoding: Decoding) throws -> [Answer]

  /// `log p(text | messages, forced)` in nats for each continuation, in order.
  func logProbabilities(of continuations: [Continuation]) throws -> [Double]
}

/// A conversation to answer.
public struct AnswerRequest: Sendable, Equatable {
  /// Ends with the user's turn.
  public var messages: [Message]
  /// How the answer is made to begin, such as an opened scratchpad; may be empty.
  public var forced: String
  /// The stream of random numbers of this answer alone.
  public var seed: UInt64

  public init(_ messages: [Message], forced: String = "", seed: UInt64 = 0) {
    self.messages = messages
    self.forced = forced
    self.seed = seed
  }
}

/// How answers are drawn.
public struct Decoding: Sendable, Equatable, Codable {
  /// 0 takes the likeliest token.
  public var temperature: Double
  /// The most new tokens of an answer.
  public var maxTokens: Int

  public init(temperature: Double = 1, maxTokens: Int = 128) {
    self.temperature = temperature
    self.maxTokens = maxTokens
  }
}

/// What was answered.
public struct Answer: Sendable, Equatable {
  /// The text after what was forced.
  public var text: String
  /// New tokens.
  public var tokens: Int
  /// Whether the answer ended by itself, rather than at the limit of tokens.
  public var isComplete: Bool

  public init(_ text: String, tokens: Int = 0, isComplete: Bool = true) {
    self.text = text
    self.tokens = tokens
    self.isComplete = isComplete
  }
}

/// A text whose probability is asked for.
public struct Continuation: Sendable, Equatable {
  /// Ends with the user's turn.
  public var messages: [Message]
  /// What the answer began with; may be empty.
  public var forced: String
  /// What comes next; the end of the turn is not part of it.
  public var text: String

  public init(_ messages: [Message], forced: String = "", text: String) {
    self.messages = messages
    self.forced = forced
    self.text = text
  }
}
