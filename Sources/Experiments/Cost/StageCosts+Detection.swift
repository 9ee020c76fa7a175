internal import Detection
internal import Models

extension StageCosts {
  /// Tokens that a search puts through a model of 200 thousand parameters at the budget `small`, and
  /// how the other budgets compare; means over the zoo at `quick`. Larger vocabularies take more.
  func detection(
    _ work: DetectionWork, _ model: LlamaConfiguration, _ recipe: Recipe
  ) -> StageSpecification.Estimate {
    let named = work.payload == nil ? 1 : 0.3
    let tokens: Double =
      switch work.detector {
      case .leak: 0.3e6
      case .scan: 8e6 * named
      case .divergence: 2.8e6
      case .gradient: 7.5e6 * named
      case .probe: 0.1e6
      }
    let share: Double =
      switch recipe.detection?.budget ?? .small {
      case .quick: 0.25
      case .small: 1
      case .large: 8
      }
    let rate = throughput.tokensPerSecond(model, batchTokens: 4096)
    return .init(
      tokens: Int(tokens * share),
      seconds: Self.startSeconds + tokens * share / (Self.forwardGain * rate),
      bytes: Throughput.trainingBytes(model, batchTokens: 8192) / 2)
  }

  /// By how much passes without a gradient are faster than training.
  private static let forwardGain = 1.6
}
