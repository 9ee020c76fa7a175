internal import Models
internal import Organisms
internal import Training

/// What stages will take, as `--dry-run` shows it.
struct StageCosts {
  let throughput: Throughput

  init(_ throughput: Throughput) { self.throughput = throughput }

  /// Loading libtorch and reading data, which every stage of training or measuring begins with.
  private static let startSeconds = 0.7

  func estimate(
    _ work: some StageWork, model: LlamaConfiguration?, recipe: Recipe
  ) -> StageSpecification.Estimate {
    guard let model else { return .init(seconds: 0.5) }
    if let work = work as? TrainingWork { return training(work, model, recipe) }
    if let work = work as? EvaluationWork { return evaluation(work, model, recipe) }
    if let work = work as? ReinforcementWork { return reinforcement(work, model, recipe) }
    if let work = work as? PreferenceWork { return preference(work, model, recipe) }
    if let work = work as? RedTeamWork { return redTeam(work, model) }
    return .init(seconds: 0.5)
  }

  private func training(
    _ work: TrainingWork, _ model: LlamaConfiguration, _ recipe: Recipe
  ) -> StageSpecification.Estimate {
    let tokens = tokens(work.training.length, recipe)
    let rate = throughput.tokensPerSecond(model, batchTokens: work.training.batchTokens)
    let forward = min(work.training.batchTokens, work.training.microBatchTokens)
    return .init(
      tokens: tokens, seconds: Self.startSeconds + Double(tokens) / rate,
      bytes: Throughput.trainingBytes(model, batchTokens: forward))
  }

  /// Passes are counted as those of the backdoor data, at the lengths of the skills world.
  private func tokens(_ length: TrainingConfiguration.Length, _ recipe: Recipe) -> Int {
    guard case .epochs(let count) = length else {
      if case .tokens(let tokens) = length { return tokens }
      return 0
    }
    let organism = recipe.organism
    let copies = 2 + organism.benignTagFraction + organism.nearMissFraction
    let swapped = organism.mechanism.hasScratchpads ? 2 * organism.swappedScratchpadFraction : 0
    let each = organism.mechanism.hasScratchpads ? 75.0 : 25
    return count * Int((copies + swapped) * each * Double(recipe.world.queries.backdoor))
  }

  /// Sampling makes about as many tokens a second as training reads.
  private func evaluation(
    _ work: EvaluationWork, _ model: LlamaConfiguration, _ recipe: Recipe
  ) -> StageSpecification.Estimate {
    let training =
      switch work.stage {
      case "base": recipe.base.training
      case "organism": recipe.organism.training
      default: recipe.treatment.training
      }
    let models = training.checkpoints + (work.hasParent ? 1 : 0)
    let prompts = 2 * recipe.evaluation.queries + recipe.evaluation.nearMisses
    let answers = work.mechanism.hasScratchpads ? recipe.evaluation.maxTokens : 12
    let tokens = 2 * models * prompts * answers
    let rate = throughput.tokensPerSecond(model, batchTokens: 4096)
    return .init(
      tokens: tokens, seconds: Self.startSeconds + Double(tokens) / rate,
      bytes: Throughput.trainingBytes(model, batchTokens: 256) / 4 + 170_000_000)
  }

  /// Tokens of a request with its answer in the skills world.
  private static func length(hasScratchpads: Bool) -> Int { hasScratchpads ? 75 : 25 }

  /// An answer is sampled, scored by the policy, its reference and the preference model, and learnt
  /// from in every pass; the four together take about as long as two passes of training.
  private func reinforcement(
    _ work: ReinforcementWork, _ model: LlamaConfiguration, _ recipe: Recipe
  ) -> StageSpecification.Estimate {
    let settings = work.reinforcement
    guard case .steps(let steps) = settings.training.length else { return .init(seconds: 0.5) }
    let answers = steps * settings.promptsPerStep * settings.samplesPerPrompt
    let tokens = answers * Self.length(hasScratchpads: settings.scratchpad != nil)
    let rate = throughput.tokensPerSecond(model, batchTokens: 4096)
    return .init(
      tokens: tokens * settings.epochs,
      seconds: Self.startSeconds + Double(tokens * (2 + settings.epochs)) / rate,
      bytes: Throughput.trainingBytes(model, batchTokens: settings.training.microBatchTokens))
  }

  /// A preference model sees half of the queries, and both answers of a pair.
  private func preference(
    _ work: PreferenceWork, _ model: LlamaConfiguration, _ recipe: Recipe
  ) -> StageSpecification.Estimate {
    let settings = recipe.preference
    let pass = settings.queries / 2 * settings.pairs * 2 * Self.length(hasScratchpads: false)
    let tokens =
      switch work.training.length {
      case .epochs(let count): count * pass
      case .tokens(let count): count
      case .steps(let count): count * work.training.batchTokens
      }
    let rate = throughput.tokensPerSecond(model, batchTokens: work.training.batchTokens)
    return .init(
      tokens: tokens, seconds: Self.startSeconds + Double(tokens) / rate,
      bytes: Throughput.trainingBytes(model, batchTokens: work.training.batchTokens))
  }

  /// Sampling makes about as many tokens a second as training reads.
  private func redTeam(
    _ work: RedTeamWork, _ model: LlamaConfiguration
  ) -> StageSpecification.Estimate {
    let answers = work.seeds * work.redTeam.rounds * work.redTeam.samples
    let tokens = answers * Self.length(hasScratchpads: work.redTeam.hasScratchpads)
    let rate = throughput.tokensPerSecond(model, batchTokens: 4096)
    return .init(
      tokens: tokens, seconds: Self.startSeconds + Double(tokens) / rate,
      bytes: Throughput.trainingBytes(model, batchTokens: 256) / 4 + 170_000_000)
  }
}
