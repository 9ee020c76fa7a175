internal import Diagnostics
public import Evaluation

/// The claims of the paper that an experiment can test. Each rule was written before anything was
/// measured.
public enum Claims {
  static let rules: [any ClaimRule] = [
    InstallationClaim(), FilterClaim(), ReinforcementSizeClaim(), MechanismOrderClaim(),
    DistillationClaim(), LengthClaim(), MethodClaim(), ScratchpadClaim(), RedTeamClaim(),
    HidingClaim(), RegularisationClaim(), CausalityClaim(), PreferenceClaim(),
    OverOptimisationClaim(), YearClaim(), CodeClaim(), ProbeClaim(), InversionClaim(),
    InsertionClaim(),
    SizeClaim(),
  ]

  /// What a recipe may list.
  public static var ids: [String] { rules.map(\.id) }

  /// What the rows of an experiment say about each claim, in the order of `ids`.
  ///
  /// - Throws: `InputError` for an id that no claim has.
  public static func verdicts(
    _ ids: [String], rows: [ResultRow], detections: [DetectionRow] = []
  ) throws -> [ClaimVerdict] {
    let data = ClaimData(rows: rows, detections: detections)
    return try ids.map { id in
      guard let rule = rules.first(where: { $0.id == id }) else { throw unknown(id) }
      let judgement = rule.judge(data)
      return ClaimVerdict(
        id: rule.id, statement: rule.statement, paper: rule.paper, rule: rule.rule,
        verdict: judgement.verdict, reason: judgement.reason, evidence: judgement.evidence)
    }
  }

  private static func unknown(_ id: String) -> InputError {
    InputError(
      "claims", "'\(id)' is not a claim that can be tested", expected: ids.joined(separator: ", "),
      remedy: nearestName(to: id, in: ids).map { "did you mean '\($0)'?" })
  }
}
