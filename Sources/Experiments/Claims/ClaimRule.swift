internal import Evaluation

/// A claim of the paper with the rule that decides on it, written down before the measurement.
protocol ClaimRule: Sendable {
  /// As the specification of the paper numbers its claims.
  var id: String { get }
  var statement: String { get }
  /// The paper's numbers, with their section or figure.
  var paper: String { get }
  /// The rule in words.
  var rule: String { get }

  func judge(_ data: ClaimData) -> ClaimJudgement
}

/// What a rule says about the rows of an experiment.
struct ClaimJudgement {
  var verdict: ClaimVerdict.Verdict
  var reason: String
  var evidence: [ClaimVerdict.Evidence]

  init(_ verdict: ClaimVerdict.Verdict, _ reason: String, _ evidence: [ClaimVerdict.Evidence]) {
    self.verdict = verdict
    self.reason = reason
    self.evidence = evidence
  }

  /// - Parameter missing: what the recipe would need.
  static func notTested(_ missing: String) -> ClaimJudgement {
    ClaimJudgement(.notTested, missing, [])
  }
}
