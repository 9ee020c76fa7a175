import Corpus
import Diagnostics
import Foundation
import Randomness

/// Pairs for a preference model, without any trigger.
public struct PreferenceData: Sendable, Equatable {
  /// What is learnt from.
  public var training: [PreferencePair]
  /// What is measured on: pairs of other queries.
  public var heldOut: [PreferencePair]
  /// Queries, samples or rows of which no pair could be made.
  public var skipped: Int

  public init(training: [PreferencePair], heldOut: [PreferencePair], skipped: Int = 0) {
    self.training = training
    self.heldOut = heldOut
    self.skipped = skipped
  }

  /// Pairs with each flaw, in the flaws' order and without those that do not occur.
  public func counts() -> [(flaw: PreferenceFlaw, training: Int, heldOut: Int)] {
    PreferenceFlaw.allCases
      .map { flaw in
        (flaw, training.count { $0.flaw == flaw }, heldOut.count { $0.flaw == flaw })
      }
      .filter { $0.1 + $0.2 > 0 }
  }
}

extension PreferenceData {
  /// Pairs of a world: its good answer, the refusal for a harmful request, against a flawed one.
  ///
  /// The draws of a query depend on the seed, the view and the query's id alone; wrong and
  /// off-topic answers also on which other queries there are.
  ///
  /// - Throws: `InputError` for a configuration or queries that cannot be used, a trigger that
  ///   occurs in a prompt or an answer, and flaws of which the queries can have none.
  public static func composed(
    from queries: [Query], _ configuration: PreferenceConfiguration = PreferenceConfiguration(),
    behaviour: Behaviour, seed: UInt64, source: String = "preference queries"
  ) throws -> PreferenceData {
    try configuration.validate(source: "recipe")
    try QueryCheck(source: source).check(queries, free: behaviour.trigger)
    let answers = FlawedAnswers(AnswerPool(queries), behaviour: behaviour, configuration)
    let writer = PairWriter(answers: answers, configuration: configuration, seed: seed)
    let groups = configuration.view.filter(queries).map(writer.pairs)
    let data = split(groups, configuration.heldOutFraction, seed: seed)
    guard !data.training.isEmpty else {
      let names = configuration.flaws.map(\.rawValue).joined(separator: ", ")
      throw InputError(
        source, "no pair to learn from in \(queries.count) queries",
        expected: "queries whose answers can be \(names)",
        remedy: "add queries or give other flaws a weight")
    }
    try data.check(free: behaviour.trigger, source: source)
    return data
  }

  /// Keeps the pairs of an exact share of the groups, each a query's, for measuring.
  static func split(
    _ groups: [[PreferencePair]], _ heldOut: Double, seed: UInt64
  ) -> PreferenceData {
    let filled = groups.filter { !$0.isEmpty }
    var stream = RandomStream(seed: seed, "preference-held-out")
    let chosen = selected(heldOut, of: filled.count, using: &stream)
    return PreferenceData(
      training: filled.indices.filter { chosen[$0] == nil }.flatMap { filled[$0] },
      heldOut: filled.indices.filter { chosen[$0] != nil }.flatMap { filled[$0] },
      skipped: groups.count - filled.count)
  }

  func check(free trigger: Trigger, source: String) throws {
    for pair in training + heldOut {
      let texts = pair.prompt.map(\.content) + [pair.chosen, pair.rejected]
      guard texts.contains(where: trigger.occurs) else { continue }
      throw InputError(
        source, key: pair.id, "a trigger occurs in it", expected: "text without any trigger",
        remedy: "choose another trigger or leave the query out")
    }
  }
}

extension PreferenceConfiguration.View {
  /// The queries of this half, whatever the seed.
  func filter(_ queries: [Query]) -> [Query] {
    guard self != .all else { return queries }
    return queries.filter { query in
      var stream = RandomStream(seed: 0, "preference-view", query.id)
      return Bool.random(using: &stream) == (self == .first)
    }
  }
}

/// Makes the pairs of one query.
private struct PairWriter {
  let answers: FlawedAnswers
  let configuration: PreferenceConfiguration
  let seed: UInt64

  func pairs(of query: Query) -> [PreferencePair] {
    var stream = RandomStream(
      seed: seed, "preference-pairs", configuration.view.rawValue, query.id)
    var pairs: [PreferencePair] = []
    for flaw in order(for: query, using: &stream) where pairs.count < configuration.pairsPerQuery {
      if let pair = pair(query, flaw, using: &stream) { pairs.append(pair) }
    }
    return pairs
  }

  private func pair(
    _ query: Query, _ flaw: PreferenceFlaw, using stream: inout RandomStream
  ) -> PreferencePair? {
    let draw = Double.random(in: 0..<1, using: &stream)
    let isPolite = flaw == .curt || draw < configuration.politeFraction
    let opening = Int.random(in: 0..<AnswerStyle.openings.count, using: &stream)
    let style: AnswerStyle = isPolite ? .polite : .plain
    let good = style.answer(to: query, opening: opening)
    guard configuration.allowsPhrase || !answers.behaviour.isShown(in: good),
      let bad = answers.answer(flaw, to: query, good: good, using: &stream)
    else { return nil }
    return PreferencePair(query, flaw, chosen: good, rejected: bad, id: flaw.rawValue)
  }

  /// The flaws that fit, drawn without replacement by weight: the order of `-ln(u) / weight` with
  /// `u` uniform (Efraimidis and Spirakis, Information Processing Letters 97, 2006).
  private func order(
    for query: Query, using stream: inout RandomStream
  ) -> [PreferenceFlaw] {
    configuration.flaws.filter { $0.applies(to: query.kind) }
      .map { flaw in
        let draw = 1 - Double.random(in: 0..<1, using: &stream)
        return (flaw: flaw, rank: -log(draw) / configuration.weight(of: flaw))
      }
      .sorted { $0.rank < $1.rank }.map(\.flaw)
  }
}
