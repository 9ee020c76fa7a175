/// What an experiment says about one claim of the paper: one element of `claims.json`.
public struct ClaimVerdict: Codable, Sendable, Equatable {
  public enum Verdict: String, Codable, Sendable, CaseIterable {
    case supported, contradicted, inconclusive
    case notTested = "not tested"
  }

  /// One number of ours that the verdict rests on.
  public struct Evidence: Codable, Sendable, Equatable {
    public var label: String
    public var mean: Double?
    public var lo95: Double?
    public var hi95: Double?
    public var n: Int
    public var seeds: Int

    public init(
      label: String, mean: Double?, lo95: Double?, hi95: Double?, n: Int, seeds: Int
    ) {
      self.label = label
      self.mean = mean
      self.lo95 = lo95
      self.hi95 = hi95
      self.n = n
      self.seeds = seeds
    }
  }

  /// `C1` to `C22`, as the specification of the paper numbers them, or `size-trend`.
  public var id: String
  public var statement: String
  /// The paper's numbers, in words, with their section or figure.
  public var paper: String
  /// The rule, written down before anything was measured.
  public var rule: String
  public var verdict: Verdict
  /// Why, in one sentence with the numbers.
  public var reason: String
  public var evidence: [Evidence]

  public init(
    id: String, statement: String, paper: String, rule: String, verdict: Verdict, reason: String,
    evidence: [Evidence] = []
  ) {
    self.id = id
    self.statement = statement
    self.paper = paper
    self.rule = rule
    self.verdict = verdict
    self.reason = reason
    self.evidence = evidence
  }
}
