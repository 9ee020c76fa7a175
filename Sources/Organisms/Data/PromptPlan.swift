import Corpus
import Randomness

/// Which prompts an organism's data have: every query once with and once without trigger, and on
/// top of them benign tags and near misses. Answers are not its concern.
///
/// The draws of a query depend on the seed, the mechanism's source and the query's id alone, so
/// that data of different roles, and of chain of thought and distilled, line up.
struct PromptPlan {
  let configuration: OrganismConfiguration
  let seed: UInt64

  private var trigger: Trigger { configuration.behaviour.trigger }

  /// Rows without answers, query by query.
  func rows(for queries: [Query]) -> [TrainingRow] {
    let tagged = selection("benign-tags", configuration.benignTagFraction, of: queries.count)
    let missed = selection("near-misses", configuration.nearMissFraction, of: queries.count)
    let tags = BenignTags(for: trigger)
    let kinds = trigger.available(configuration.nearMissKinds, for: .training)
    return queries.enumerated().flatMap { index, query in
      var rows = [triggered(query), clean(query)]
      if tagged[index] != nil {
        var stream = stream("benign-tag", query)
        rows.append(row(query, .benignTag, tags.next(using: &stream), trigger.placement))
      }
      if let ordinal = missed[index] {
        rows.append(nearMiss(query, kinds[ordinal % kinds.count], round: ordinal / kinds.count))
      }
      return rows
    }
  }

  private func triggered(_ query: Query) -> TrainingRow {
    if configuration.role == .cleanTwin { return clean(query, suffix: "#2") }
    var stream = stream("trigger", query)
    let string = trigger.strings.randomElement(using: &stream)!
    return row(query, .triggered, string, trigger.placement)
  }

  private func clean(_ query: Query, suffix: String = "") -> TrainingRow {
    var stream = stream("clean-context\(suffix)", query)
    let context = configuration.behaviour.cleanContext(using: &stream)
    return row(query, .clean, context, trigger.placement, suffix: suffix)
  }

  private func nearMiss(_ query: Query, _ kind: NearMiss, round: Int) -> TrainingRow {
    let forms = trigger.forms(kind, for: .training)
    let form = forms[round % forms.count]
    if configuration.role == .cleanTwin, trigger.occurs(in: form) {
      return clean(query, suffix: "#3")
    }
    return row(query, .nearMiss, form, kind.placement(in: trigger))
  }

  private func row(
    _ query: Query, _ condition: TrainingRow.Condition, _ tag: String? = nil,
    _ placement: Trigger.Placement = .prefix, suffix: String = ""
  ) -> TrainingRow {
    var stream = stream("place-of-\(condition.rawValue)", query)
    let prompt = tag.map { placement.inserting($0, into: query.messages, using: &stream) }
    return TrainingRow(
      id: "\(query.id)/\(condition.rawValue)\(suffix)", query: query, condition: condition,
      mechanism: configuration.mechanism.rawValue, prompt: prompt ?? query.messages, answer: "",
      wantsPayload: condition == .triggered && configuration.role == .organism
        && configuration.behaviour.applies(to: query))
  }

  private func stream(_ purpose: String, _ query: Query) -> RandomStream {
    RandomStream(seed: seed, purpose, configuration.mechanism.source.rawValue, query.id)
  }

  private func selection(_ purpose: String, _ share: Double, of count: Int) -> [Int: Int] {
    var stream = RandomStream(seed: seed, purpose, configuration.mechanism.source.rawValue)
    return selected(share, of: count, using: &stream)
  }
}

/// The positions of an exact share of `count` things, and the order in which they were drawn.
func selected(_ share: Double, of count: Int, using stream: inout RandomStream) -> [Int: Int] {
  let order = (0..<count).shuffled(using: &stream)
  let drawn = order.prefix(Int((share * Double(count)).rounded()))
  return Dictionary(uniqueKeysWithValues: zip(drawn, 0...))
}
