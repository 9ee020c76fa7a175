public import Evaluation

/// The stages of one arm, for whoever collects its results.
public struct ArmStages: Sendable, Equatable {
  /// One training of the arm and what measured it.
  public struct Measured: Sendable, Equatable {
    /// `base`, `organism`, `treatment`.
    public var stage: String
    /// What its rows have in common. Arms that share a training share this.
    public var arm: Evaluation.Arm
    public var training: StageID
    public var evaluation: StageID
    /// The stage that wrote what was learnt.
    public var data: StageID
    /// A red team's search against the trained model, where there is one.
    public var redTeam: StageID?
    /// What detectors look at the trained model.
    public var detections: [Detected] = []
  }

  /// One detector on one model.
  public struct Detected: Sendable, Equatable {
    public var detector: String
    /// What it is told of the payload: `unknown`, `known`, or a text.
    public var payload: String
    public var stage: StageID
  }

  public var label: String
  public var recipe: Recipe
  /// In the order of training.
  public var measured: [Measured]
}
