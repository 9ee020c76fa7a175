public import Foundation
public import Models
public import Provenance
public import Tensors
public import Tracking

extension TrainingRun {
  /// A preference model to train on pairs.
  public struct PreferenceTask {
    /// A preference model, or a language model that becomes one.
    public var base: Checkpoint
    public var pairs: PreferencePairs
    public var evaluation: PreferencePairs?
    public var card: ModelCard
    /// Digests of the files that went in.
    public var inputs: [String: Digest]

    public init(
      base: Checkpoint, pairs: PreferencePairs, evaluation: PreferencePairs?, card: ModelCard,
      inputs: [String: Digest]
    ) {
      let isLanguageModel = base.weights[Checkpoint.scalarHead] == nil
      self.base = isLanguageModel ? base.withScalarHead : base
      self.pairs = pairs
      self.evaluation = evaluation
      self.card = card
      self.inputs = inputs
    }
  }

  /// - Parameter configuration: `batchTokens` counts the tokens of both answers of a pair, each with
  ///   its prompt; `loss` plays no part, the loss being the mean over pairs.
  public convenience init(
    _ task: PreferenceTask, configuration: TrainingConfiguration, directory: URL, device: Device,
    sink: any EventSink
  ) {
    self.init(
      PreferenceTraining(task, configuration: configuration, device: device), card: task.card,
      inputs: task.inputs, stated: configuration, configuration: configuration,
      directory: directory, sink: sink)
  }
}
