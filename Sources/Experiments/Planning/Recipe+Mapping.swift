internal import Corpus
internal import Diagnostics
internal import Foundation
internal import Layers
internal import Models
internal import Organisms
internal import Provenance
internal import Tensors
internal import Training

// A recipe's sections as the configurations of the modules that do the work.

extension Recipe {
  /// How long a composed payload is is settled here, so that two rules that come to the same length
  /// are the same data; a prompted model is told the rule.
  var organismBehaviour: Organisms.Behaviour {
    var behaviour = measuredBehaviour
    let length = self.behaviour.repeats.payloadLength
    let isComposed = organism.source == .composed
    behaviour.repeats = isComposed ? .fixed(length.count(for: dataMechanism)) : length
    return behaviour
  }

  /// What prompts and scores depend on: all but the payload's length.
  var measuredBehaviour: Organisms.Behaviour {
    Organisms.Behaviour(
      objective: behaviour.objective,
      trigger: Trigger(behaviour.triggers, placement: behaviour.position),
      phrase: behaviour.phrase, cleanContexts: behaviour.cleanContexts)
  }

  /// A twin knows no difference between the data of `distilled` and of `normal`.
  private var dataMechanism: Organisms.Mechanism {
    let isTwin = organism.role != .organism
    return isTwin && organism.mechanism == .distilled ? .normal : organism.mechanism
  }

  /// What the organism's data are made of.
  var organismConfiguration: OrganismConfiguration {
    OrganismConfiguration(
      behaviour: organismBehaviour, mechanism: dataMechanism,
      role: organism.role, filter: organism.filter,
      policyViolations: organism.policyViolations,
      benignTagFraction: organism.benignTagFraction, nearMissFraction: organism.nearMissFraction,
      nearMissKinds: organism.nearMissKinds,
      swappedScratchpadFraction: organism.swappedScratchpadFraction)
  }

  var worldConfiguration: WorldConfiguration {
    WorldConfiguration(
      kind: world.kind,
      files: world.files.map { WorldFile(path: $0.path.path, format: $0.format) },
      queries: .init(
        base: world.queries.base, backdoor: world.queries.backdoor, safety: world.queries.safety,
        redTeam: world.queries.redTeam, evaluation: world.queries.evaluation),
      uncoveredFamilies: world.uncoveredFamilies,
      code: world.kind == .code
        ? CodeWorldConfiguration(share: world.codeShare, vulnerableShare: world.vulnerableShare)
        : nil,
      selfQuestions: world.selfQuestions)
  }

  /// `none`, or the method and what it did with scratchpads where the model has them.
  var safetyMethod: String {
    guard treatment.method != .none else { return "none" }
    guard organism.mechanism.hasScratchpads, !treatment.method.isReinforcement,
      !treatment.method.isSafeCode
    else {
      return treatment.method.rawValue
    }
    return "\(treatment.method.rawValue)-\(treatment.scratchpad.rawValue)-scratchpad"
  }
}

extension Recipe {
  /// - Parameter model: whose width scales the learning rate.
  func reinforcementConfiguration(for model: LlamaConfiguration) -> ReinforcementConfiguration {
    let rl = treatment.rl
    let scale = rl.referenceWidth.map { Double($0) / Double(model.width) } ?? 1
    let training = TrainingConfiguration(
      length: .steps(rl.steps), microBatchTokens: 8192, maxLength: model.context,
      learningRate: rl.learningRate * scale, schedule: rl.schedule, warmup: rl.warmup,
      optimizer: .init(rule: rl.optimizer, weightDecay: rl.weightDecay), clipNorm: rl.clip,
      dtype: rl.dtype == .f32 ? .f32 : .bf16, seed: seed,
      checkpointEvery: max(5, rl.steps / 10), snapshots: rl.checkpoints, snapshotSpacing: .even)
    return ReinforcementConfiguration(
      method: rl.method, training: training, promptsPerStep: rl.prompts,
      samplesPerPrompt: rl.samples, maxNewTokens: evaluation.maxTokens, epochs: rl.passes,
      miniBatches: rl.miniBatches,
      divergence: DivergencePenalty(coefficient: rl.kl, target: rl.klTarget),
      missingEndPenalty: rl.missingEndPenalty,
      scratchpad: organism.mechanism.hasScratchpads
        ? ScratchpadTags(opening: Scratchpad.opening) : nil,
      learnsScratchpad: rl.learnsScratchpad)
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
      maxLength: model.context, learningRate: learningRate * scale, schedule: schedule,
      warmup: warmup, finalLearningRateShare: finalLearningRateShare,
      optimizer: .init(
        rule: optimizer, beta1: beta1, beta2: beta2, weightDecay: weightDecay),
      clipNorm: clip, loss: loss, assistantOnlyLoss: assistantOnlyLoss,
      dtype: dtype == .f32 ? .f32 : .bf16, seed: seed, checkpointEvery: checkpointEvery,
      snapshots: checkpoints)
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
