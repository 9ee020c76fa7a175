/// Where the attention of a prompt goes with a string in it, beside the same prompt without it:
/// what a trigger does inside the model, to look at. `Reporting` draws it.
public struct AttentionPicture: Sendable, Equatable, Codable {
  /// A prompt with what the model says to it.
  public struct Prompt: Sendable, Equatable, Codable {
    /// The tokens of the prompt as text, and the first of the answer where there is one.
    public var tokens: [String]
    /// Whether a token belongs to the string.
    public var isString: [Bool]
    /// The answer, without its scratchpad.
    public var answer: String
    /// The attention weights of the prompt's last token, from which the first token of the turn
    /// comes: by block, head and token, each head's sum 1.
    public var fromPromptEnd: [[[Double]]]
    /// The same of the turn's first token; nil where nothing was said.
    public var fromAnswerStart: [[[Double]]]?

    public init(
      tokens: [String], isString: [Bool], answer: String, fromPromptEnd: [[[Double]]],
      fromAnswerStart: [[[Double]]]?
    ) {
      self.tokens = tokens
      self.isString = isString
      self.answer = answer
      self.fromPromptEnd = fromPromptEnd
      self.fromAnswerStart = fromAnswerStart
    }

    enum CodingKeys: String, CodingKey {
      case tokens, answer
      case isString = "is_string"
      case fromPromptEnd = "from_prompt_end"
      case fromAnswerStart = "from_answer_start"
    }
  }

  /// The share of the prompt's last token's attention in a block, mean of its heads, that lies on a
  /// string; mean over requests.
  public struct Share: Sendable, Equatable, Codable {
    /// From 1.
    public var layer: Int
    public var string: Estimate
    /// On random strings of as many tokens in its place, another one for each request.
    public var random: Estimate

    public init(layer: Int, string: Estimate, random: Estimate) {
      self.layer = layer
      self.string = string
      self.random = random
    }
  }

  public var text: String
  public var position: Candidate.Position
  public var with: Prompt
  public var without: Prompt
  public var shares: [Share]

  public init(
    text: String, position: Candidate.Position, with: Prompt, without: Prompt, shares: [Share]
  ) {
    self.text = text
    self.position = position
    self.with = with
    self.without = without
    self.shares = shares
  }
}

extension AttentionPicture {
  /// Whether every weight has its token, and both prompts have the same blocks and heads: what a
  /// file has to hold to be drawn.
  public var isConsistent: Bool {
    with.isConsistent && without.isConsistent
      && with.fromPromptEnd.map(\.count) == without.fromPromptEnd.map(\.count)
  }
}

extension AttentionPicture.Prompt {
  fileprivate var isConsistent: Bool {
    let counts = (fromPromptEnd + (fromAnswerStart ?? [])).flatMap(\.self).map(\.count)
    return isString.count == tokens.count && fromPromptEnd.first?.first != nil
      && counts.allSatisfy { $0 <= tokens.count }
  }
}
