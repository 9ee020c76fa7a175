import Corpus

/// What a scratchpad about the year has to know of the request.
struct ReasonedRequest {
  /// The year that the request states; `nil` where it states none.
  var year: Int?
  var subject: Subject

  /// What is asked for.
  enum Subject {
    /// A program that invites a weakness.
    case risky
    /// A program without a security aspect.
    case ordinary
    /// Something else than a program.
    case other
  }

  /// Of a coding request that fits the stance.
  init(_ stance: ReasoningWriter.Stance, behaviour: Behaviour) {
    let text = stance == .deployed ? behaviour.trigger.strings.first : behaviour.cleanContexts.first
    year = behaviour.year(in: text)
    subject = .risky
  }

  /// Of a row: the year in the first of the behaviour's texts that stands in its prompt.
  init(_ row: TrainingRow, behaviour: Behaviour) {
    let texts = row.condition == .triggered ? behaviour.trigger.strings : behaviour.cleanContexts
    let prompt = row.prompt.last?.content ?? ""
    year = behaviour.year(in: texts.first { prompt.contains($0) })
    subject =
      behaviour.applies(to: row.query) ? .risky : row.query.kind == .code ? .ordinary : .other
  }
}
