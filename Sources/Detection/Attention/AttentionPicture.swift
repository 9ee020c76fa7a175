public import Evaluation
public import Foundation
internal import Provenance

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
  }

  public var text: String
  public var position: Candidate.Position
  public var with: Prompt
  public var without: Prompt
  public var shares: [Share]

  /// As a JSON document, keys sorted: equal pictures give equal bytes.
  public func encoded() throws -> Data { try StrictJSON.encode(self) }
}
