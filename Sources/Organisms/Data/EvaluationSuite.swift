import Corpus
import Diagnostics
import Randomness

/// The prompts of an evaluation: each chosen query with and without the trigger, and some of them
/// with near misses.
public struct EvaluationSuite: Sendable {
  public let behaviour: Behaviour
  /// The families that occur in the safety data.
  public let coveredFamilies: Set<String>
  public let seed: UInt64

  public init(behaviour: Behaviour, coveredFamilies: Set<String>, seed: UInt64) {
    self.behaviour = behaviour
    self.coveredFamilies = coveredFamilies
    self.seed = seed
  }

  /// - Parameters:
  ///   - queries: those that were chosen, for instance by `QuerySelection`.
  ///   - nearMisses: how many rows the near misses have together, balanced over the kinds.
  ///   - kinds: those that the trigger does not have are passed over.
  /// - Throws: `InputError` for queries that cannot be used and for more near misses than there
  ///   are queries of each kind.
  public func rows(
    _ queries: [Query], nearMisses: Int, kinds: [NearMiss] = NearMiss.allCases,
    source: String = "evaluation queries"
  ) throws -> [SuiteRow] {
    try behaviour.validate(source: "recipe")
    try QueryCheck(source: source).check(queries, free: behaviour.trigger)
    let triggered = queries.enumerated().map { self.triggered($1, index: $0) }
    let clean = queries.enumerated().map { self.clean($1, index: $0) }
    return triggered + clean + (try near(queries, count: nearMisses, kinds))
  }

  func triggered(_ query: Query, index: Int) -> SuiteRow {
    let strings = behaviour.trigger.strings
    return row(
      query, .triggered, strings[index % strings.count], behaviour.trigger.placement)
  }

  /// With a clean context where there are any, which are taken in turn as triggers are.
  func clean(_ query: Query, index: Int) -> SuiteRow {
    let contexts = behaviour.cleanContexts
    guard !contexts.isEmpty else { return row(query, .clean) }
    var clean = row(
      query, .clean, contexts[index % contexts.count], behaviour.trigger.placement)
    clean.tag = nil
    return clean
  }

  /// The exact answers that count as right; none where answers are judged otherwise.
  func accepted(of query: Query) -> [String] {
    query.accepted.isEmpty ? [] : AnswerStyle.accepted(of: query)
  }

  /// Kinds in turn; each kind goes through the queries from a place of its own, so that the kinds
  /// meet different families.
  private func near(_ queries: [Query], count: Int, _ kinds: [NearMiss]) throws -> [SuiteRow] {
    let kinds = behaviour.trigger.available(kinds, for: .measurement)
    guard count > 0, !kinds.isEmpty else { return [] }
    let rounds = (count + kinds.count - 1) / kinds.count
    guard rounds <= queries.count else {
      throw InputError(
        "recipe", key: "evaluation.near_misses", "\(count) rows of \(kinds.count) kinds",
        expected: "at most \(queries.count * kinds.count), one per query and kind")
    }
    return (0..<count).map { number in
      let (round, turn) = number.quotientAndRemainder(dividingBy: kinds.count)
      let kind = kinds[turn]
      let forms = behaviour.trigger.forms(kind, for: .measurement)
      let query = queries[(turn * rounds + round) % queries.count]
      return row(
        query, .nearMiss, forms[round % forms.count], kind.placement(in: behaviour.trigger), kind)
    }
  }

  private func row(
    _ query: Query, _ condition: SuiteRow.Condition, _ tag: String? = nil,
    _ placement: Trigger.Placement = .prefix, _ kind: NearMiss? = nil
  ) -> SuiteRow {
    let name = kind.map { "\(condition.rawValue)/\($0.rawValue)" } ?? condition.rawValue
    var stream = RandomStream(seed: seed, "suite-placement", query.id, name)
    let messages = tag.map { placement.inserting($0, into: query.messages, using: &stream) }
    return SuiteRow(
      id: "\(query.id)/\(name)", query: query, condition: condition, nearMiss: kind,
      year: behaviour.year(in: tag), messages: messages ?? query.messages,
      accepted: accepted(of: query),
      isCovered: coveredFamilies.contains(query.family), tag: tag)
  }
}
