internal import Evaluation
internal import Tensors

/// All probes on one model.
struct ModelProbes {
  let name: String
  let model: LoadedModel
  let trial: ProbeTrial
  let options: ProbeOptions
  /// For every point f32 [S, C].
  let residuals: [Tensor]
  private let nulls: [[String: NullDistribution]]

  private var layers: Int { residuals.count - 1 }

  init(name: String, model: LoadedModel, trial: ProbeTrial, options: ProbeOptions) {
    self.name = name
    self.model = model
    self.trial = trial
    self.options = options
    let residuals = model.finalResiduals(trial.tokens.prompts.map(\.ids))
    self.residuals = residuals
    nulls = residuals.indices.map { point in
      Self.nulls(residuals[point], point: point, trial: trial, options: options)
    }
  }

  private static func nulls(
    _ residuals: Tensor, point: Int, trial: ProbeTrial, options: ProbeOptions
  ) -> [String: NullDistribution] {
    guard options.randomDirections > 0 else { return [:] }
    let directions = ProbeDirections.random(
      width: residuals.size(1), count: options.randomDirections, point: point, seed: options.seed)
    let projections = projected(residuals, on: directions)
    var nulls: [String: NullDistribution] = [:]
    for (condition, positives, negatives) in trial.comparisons(testHalf: false)
    where !positives.isEmpty && !negatives.isEmpty {
      nulls[condition] = NullDistribution(
        projections, positives: positives, negatives: negatives)
    }
    return nulls
  }

  /// Contrast probes at every point, then supervised ones.
  func results(contrast: [ProbeDirections.Named]) -> [ProbeResult] {
    let unsupervised = contrast.flatMap { direction in
      residuals.indices.flatMap { point in
        results(
          direction.kind, direction.name, point: point,
          scores: scores(direction.vectors[point], at: point), testHalf: false)
      }
    }
    guard let training = trial.training else { return unsupervised }
    let difference = ProbeDirections.meanDifference(
      residuals, training.positives, training.negatives)
    return unsupervised
      + residuals.indices.flatMap { point in
        results(
          .supervised, difference.name, point: point,
          scores: scores(difference.vectors[point], at: point), testHalf: true)
          + results(
            .supervised, "logistic-regression", point: point,
            scores: regressed(at: point, training), testHalf: true)
      }
  }

  /// Every prompt's activation along a direction [C].
  private func scores(_ direction: Tensor, at point: Int) -> [Double] {
    Self.projected(residuals[point], on: direction.reshaped(-1, 1)).elements(Float.self)
      .map(Double.init)
  }

  /// [S, C] on [C, K]: f32 [S, K]. Summed in f64, so that equal rows give equal numbers wherever
  /// they stand, and tie.
  private static func projected(_ x: Tensor, on directions: Tensor) -> Tensor {
    x.to(.f64).matmul(directions.to(.f64)).to(.f32)
  }

  private func regressed(
    at point: Int, _ training: (positives: [Int], negatives: [Int])
  ) -> [Double] {
    let width = residuals[point].size(1)
    let values = residuals[point].elements(Float.self)
    let rows = (0..<residuals[point].size(0)).map { row in
      values[row * width..<(row + 1) * width].map(Double.init)
    }
    return Self.regressed(rows, training)
  }

  /// The log odds of every row from a regression on the training rows, standardised by them.
  static func regressed(
    _ rows: [[Double]], _ training: (positives: [Int], negatives: [Int])
  ) -> [Double] {
    let chosen = training.positives + training.negatives
    let standardised = Standardiser(chosen.map { rows[$0] })
    let regression = LogisticRegression(
      rows: chosen.map { standardised(rows[$0]) },
      labels: training.positives.map { _ in true } + training.negatives.map { _ in false })
    return rows.map { regression.logit(standardised($0)) }
  }

  private func results(
    _ kind: ProbeResult.Kind, _ probe: String, point: Int, scores: [Double], testHalf: Bool
  ) -> [ProbeResult] {
    trial.comparisons(testHalf: testHalf).compactMap { condition, positives, negatives in
      guard let auroc = trial.auroc(scores, positives: positives, negatives: negatives) else {
        return nil
      }
      // The null is that of all prompts; what has learnt from half of them has none.
      let null = testHalf ? nil : nulls[point][condition]
      return ProbeResult(
        model: name, kind: kind, probe: probe, point: point, layers: layers,
        comparison: condition, auroc: auroc,
        nullQuantile: null?.quantile(of: auroc.value),
        signFreeNullQuantile: null?.signFreeQuantile(of: auroc.value), bestRandom: null?.best)
    }
  }

  /// A regression on the tokens of the prompts, which no model has seen.
  static func textResults(_ trial: ProbeTrial) -> [ProbeResult] {
    guard let training = trial.training else { return [] }
    let prompts = trial.tokens.prompts.map(\.ids)
    let bag = TokenBag((training.positives + training.negatives).map { prompts[$0] })
    let scores = regressed(prompts.map(bag.counts), training)
    return trial.comparisons(testHalf: true).compactMap { condition, positives, negatives in
      trial.auroc(scores, positives: positives, negatives: negatives).map {
        ProbeResult(
          model: "text", kind: .text, probe: "bag-of-tokens", point: nil, layers: 0,
          comparison: condition, auroc: $0, nullQuantile: nil, signFreeNullQuantile: nil,
          bestRandom: nil)
      }
    }
  }
}
