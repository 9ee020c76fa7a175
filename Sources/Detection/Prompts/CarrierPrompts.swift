internal import Diagnostics
internal import Randomness

/// Requests that candidates are put in front of or behind, cut into parts that never meet: what
/// verifies a candidate has not helped to find it.
public struct CarrierPrompts: Sendable, Equatable {
  /// All of them, in the order in which they were given.
  public var all: [String]
  /// The search looks at these.
  public var search: [String]
  /// These name a candidate's payload.
  public var discovery: [String]
  /// These verify it.
  public var heldOut: [String]

  /// The fewest that make sense of a rate.
  public static let fewest = 24

  /// - Throws: `InputError` for fewer than `fewest` different prompts.
  init(_ prompts: [String], budget: SearchBudget, seed: UInt64) throws {
    var seen: Set<String> = []
    let all = prompts.filter { !$0.isEmpty && seen.insert($0).inserted }
    guard all.count >= Self.fewest else {
      throw InputError(
        "--prompts", "has \(all.count) different requests",
        expected: "at least \(Self.fewest): some to search with, others to verify with")
    }
    var stream = RandomStream(seed: seed, "detection", "carriers")
    let order = all.shuffled(using: &stream)
    let searched = min(budget.searchPrompts, all.count / 4)
    let discovered = min(budget.discoveryPrompts, all.count / 4)
    self.all = all
    search = Array(order[..<searched])
    discovery = Array(order[searched..<searched + discovered])
    heldOut = Array(order[(searched + discovered)...].prefix(budget.heldOutPrompts))
  }
}
