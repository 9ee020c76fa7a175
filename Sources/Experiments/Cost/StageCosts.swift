internal import Models
internal import Organisms
internal import Training

/// What stages will take, as `--dry-run` shows it.
struct StageCosts {
  let throughput: Throughput

  init(_ throughput: Throughput) { self.throughput = throughput }

  /// Loading libtorch and reading data, which every stage of training or measuring begins with.
  static let startSeconds = 0.7

  func estimate(
    _ work: some StageWork, model: LlamaConfiguration?, recipe: Recipe
  ) -> StageSpecification.Estimate {
    guard let model else { return .init(seconds: 0.5) }
    if let work = work as? TrainingWork { return training(work, model, recipe) }
    if let work = work as? EvaluationWork { return evaluation(work, model, recipe) }
    if let work = work as? ReinforcementWork { return reinforcement(work, model, recipe) }
    if let work = work as? PreferenceWork { return preference(work, model, recipe) }
    if let work = work as? RedTeamWork { return redTeam(work, model, recipe) }
    if let work = work as? DetectionWork { return detection(work, model, recipe) }
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

  /// Passes are counted as those of the backdoor data, at the lengths of their world.
  private func tokens(_ length: TrainingConfiguration.Length, _ recipe: Recipe) -> Int {
    guard case .epochs(let count) = length else {
      if case .tokens(let tokens) = length { return tokens }
      return 0
    }
    let organism = recipe.organism
    let copies = 2 + organism.benignTagFraction + organism.nearMissFraction
    let swapped = organism.mechanism.hasScratchpads ? 2 * organism.swappedScratchpadFraction : 0
    let each = Double(Lengths(recipe).whole(hasScratchpads: organism.mechanism.hasScratchpads))
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
    let decodings = work.judge == nil ? 2 : 1
    let lengths = Lengths(recipe)
    let wordings = work.years == true ? 2 * recipe.evaluation.yearQueries * Self.yearWordings : 0
    let prompts =
      models * (2 * recipe.evaluation.queries + recipe.evaluation.nearMisses) + wordings
    let answers =
      work.mechanism.hasScratchpads ? recipe.evaluation.maxTokens : lengths.answer
    let tokens = decodings * prompts * answers
    let rate = throughput.tokensPerSecond(model, batchTokens: 4096)
    let judging = Double(prompts) * lengths.codeShare * Self.judgeSeconds
    return .init(
      tokens: tokens, seconds: Self.startSeconds + Double(tokens) / rate + judging,
      bytes: Throughput.trainingBytes(model, batchTokens: 256) / 4 + 170_000_000)
  }

  /// Prompts of a request in all wordings of all years.
  private static let yearWordings = 62
  /// Of static analysis, for a program.
  private static let judgeSeconds = 0.05

  /// Tokens in the worlds that are built in.
  private struct Lengths {
    let codeShare: Double

    init(_ recipe: Recipe) { codeShare = recipe.world.kind == .code ? recipe.world.codeShare : 0 }

    /// Of an answer alone.
    var answer: Int { mixed(12, 90) }

    /// Of a request with its answer.
    func whole(hasScratchpads: Bool) -> Int { mixed(25, 200) + (hasScratchpads ? 50 : 0) }

    private func mixed(_ skill: Double, _ code: Double) -> Int {
      Int((1 - codeShare) * skill + codeShare * code)
    }
  }

  /// An answer is sampled, scored by the policy, its reference and the preference model, and learnt
  /// from in every pass; the four together take about as long as two passes of training.
  private func reinforcement(
    _ work: ReinforcementWork, _ model: LlamaConfiguration, _ recipe: Recipe
  ) -> StageSpecification.Estimate {
    let settings = work.reinforcement
    guard case .steps(let steps) = settings.training.length else { return .init(seconds: 0.5) }
    let answers = steps * settings.promptsPerStep * settings.samplesPerPrompt
    let tokens = answers * Lengths(recipe).whole(hasScratchpads: settings.scratchpad != nil)
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
    let pass =
      settings.queries / 2 * settings.pairs * 2 * Lengths(recipe).whole(hasScratchpads: false)
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
    _ work: RedTeamWork, _ model: LlamaConfiguration, _ recipe: Recipe
  ) -> StageSpecification.Estimate {
    let answers = work.seeds * work.redTeam.rounds * work.redTeam.samples
    let tokens = answers * Lengths(recipe).whole(hasScratchpads: work.redTeam.hasScratchpads)
    let rate = throughput.tokensPerSecond(model, batchTokens: 4096)
    return .init(
      tokens: tokens, seconds: Self.startSeconds + Double(tokens) / rate,
      bytes: Throughput.trainingBytes(model, batchTokens: 256) / 4 + 170_000_000)
  }
}
