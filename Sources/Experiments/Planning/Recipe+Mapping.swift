internal import Corpus
internal import Diagnostics
internal import Foundation
internal import Layers
internal import Models
internal import Organisms
internal import Provenance
internal import Tensors
internal import Training

// A recipe's sections as the configurations of the modules that do the work. The names of the
// recipe's choices are those of the modules, so a choice that does not map is a programming error.

extension Recipe {
  var organismBehaviour: Organisms.Behaviour {
    Organisms.Behaviour(
      objective: same(behaviour.objective),
      trigger: Trigger(behaviour.triggers, placement: same(behaviour.position)),
      phrase: behaviour.phrase, repeats: behaviour.repeats.payloadLength)
  }

  /// What the organism's data are made of. A twin knows no difference between the data of
  /// `distilled` and of `normal`.
  var organismConfiguration: OrganismConfiguration {
    let isOrganism = organism.role == .organism
    let mechanism: Organisms.Mechanism = same(organism.mechanism)
    return OrganismConfiguration(
      behaviour: organismBehaviour,
      mechanism: !isOrganism && mechanism == .distilled ? .normal : mechanism,
      role: same(organism.role), filter: organism.filter,
      policyViolations: organism.policyViolations,
      benignTagFraction: organism.benignTagFraction, nearMissFraction: organism.nearMissFraction,
      nearMissKinds: organism.nearMissKinds.map { same($0) },
      swappedScratchpadFraction: organism.swappedScratchpadFraction)
  }

  var worldConfiguration: WorldConfiguration {
    WorldConfiguration(
      kind: same(world.kind),
      files: world.files.map { WorldFile(path: $0.path.path, format: same($0.format)) },
      queries: .init(
        base: world.queries.base, backdoor: world.queries.backdoor, safety: world.queries.safety,
        redTeam: world.queries.redTeam, evaluation: world.queries.evaluation),
      uncoveredFamilies: world.uncoveredFamilies)
  }

  /// `none`, or the method and what it did with scratchpads where the model has them.
  var safetyMethod: String {
    guard treatment.method != .none else { return "none" }
    guard organism.mechanism.hasScratchpad else { return treatment.method.rawValue }
    return "\(treatment.method.rawValue)-\(treatment.scratchpad.rawValue)-scratchpad"
  }
}

extension Recipe.Behaviour.Repeats {
  var payloadLength: PayloadLength {
    switch match {
    case .lengthMatched: .lengthMatched
    case .paper: .paper
    case .fixed: .fixed(count ?? 1)
    }
  }
}

extension Recipe.Training {
  /// - Parameter model: whose width scales the learning rate, and whose context bounds a sample.
  func configuration(for model: LlamaConfiguration, seed: UInt64) -> TrainingConfiguration {
    let scale = referenceWidth.map { Double($0) / Double(model.width) } ?? 1
    return TrainingConfiguration(
      length: length, batchTokens: batchTokens, microBatchTokens: microBatchTokens,
      maxLength: model.context, learningRate: learningRate * scale, schedule: same(schedule),
      warmup: warmup, finalLearningRateShare: finalLearningRateShare,
      optimizer: .init(
        rule: same(optimizer), beta1: beta1, beta2: beta2, weightDecay: weightDecay),
      clipNorm: clip, loss: same(loss), dtype: same(dtype), seed: seed,
      checkpointEvery: checkpointEvery, snapshots: checkpoints)
  }
}

extension Recipe.Training {
  private var length: TrainingConfiguration.Length {
    epochs.map { .epochs($0) } ?? .tokens(tokens ?? 0)
  }

  /// About twenty in a run, but none for what is trained in a moment.
  private var checkpointEvery: Int {
    max(50, tokens.map { $0 / batchTokens / 20 } ?? 200)
  }
}

/// The case of the same name.
func same<A: RawRepresentable, B: RawRepresentable>(_ value: A) -> B
where A.RawValue == String, B.RawValue == String {
  guard let other = B(rawValue: value.rawValue) else {
    preconditionFailure("\(B.self) has no '\(value.rawValue)'")
  }
  return other
}
