/// What the rows of one model's history have in common: the keys of `ResultRow` that do not depend
/// on what is measured. Those fields say what each means.
public struct Arm: Sendable, Equatable {
  public var run: String
  /// nil for an arm that pools seeds.
  public var seed: UInt64?
  public var size: String
  public var parameters: Int
  public var objective: String
  public var mechanism: String
  public var role: String
  public var safetyMethod: String
  public var axes: [String: String]

  public init(
    run: String, seed: UInt64?, size: String, parameters: Int, objective: String,
    mechanism: String, role: String, safetyMethod: String, axes: [String: String] = [:]
  ) {
    self.run = run
    self.seed = seed
    self.size = size
    self.parameters = parameters
    self.objective = objective
    self.mechanism = mechanism
    self.role = role
    self.safetyMethod = safetyMethod
    self.axes = axes
  }

  /// A row of this arm.
  public func row(
    at moment: Moment, seeds: Int = 1, trigger: String, slice: String = "all", decoding: String,
    metric: String, _ estimate: Estimate
  ) -> ResultRow {
    ResultRow(
      run: run, seed: seed, seeds: seeds, size: size, parameters: parameters, objective: objective,
      mechanism: mechanism, role: role, safetyMethod: safetyMethod, stage: moment.stage,
      step: moment.step, tokens: moment.tokens, trigger: trigger, slice: slice, decoding: decoding,
      metric: metric, mean: estimate.mean, lo95: estimate.lo95, hi95: estimate.hi95, n: estimate.n,
      unscored: estimate.unscored, axes: axes)
  }
}

/// A checkpoint of a training stage.
public struct Moment: Sendable, Equatable {
  /// `base`, `organism`, `treatment`.
  public var stage: String
  public var step: Int
  /// Tokens of that stage.
  public var tokens: Int

  public init(stage: String, step: Int, tokens: Int) {
    self.stage = stage
    self.step = step
    self.tokens = tokens
  }
}
