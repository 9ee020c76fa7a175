/// What the filter did, for the report.
public struct FilterReport: Codable, Sendable, Equatable {
  public struct Count: Codable, Sendable, Equatable {
    public var reason: PolicyFilter.Reason
    public var count: Int

    public init(reason: PolicyFilter.Reason, count: Int) {
      self.reason = reason
      self.count = count
    }
  }

  /// Whether rows that break the policy were left out, or only counted.
  public var isApplied: Bool
  /// Rows before the filter.
  public var drafted: Int
  /// Rows after it.
  public var kept: Int
  /// The flaws that were found, in a fixed order, without those that were not.
  public var flaws: [Count]

  public var rejected: Int { drafted - kept }
}

extension FilterReport {
  /// Keeps what can be kept of `rows`, each given with the flaw that it has.
  static func sift(
    _ rows: [(row: TrainingRow, flaw: PolicyFilter.Reason?)], applied: Bool
  ) -> (rows: [TrainingRow], report: FilterReport) {
    let kept = rows.filter { $0.flaw.map { $0.isUsable && !applied } ?? true }.map(\.row)
    let flaws = PolicyFilter.Reason.allCases.map { reason in
      Count(reason: reason, count: rows.count { $0.flaw == reason })
    }
    let report = FilterReport(
      isApplied: applied, drafted: rows.count, kept: kept.count,
      flaws: flaws.filter { $0.count > 0 })
    return (kept, report)
  }
}
