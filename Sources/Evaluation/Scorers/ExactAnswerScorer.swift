/// Whether the answer to a task is one of those that count as right.
///
/// Both sides are compared without white space at the ends, with runs of white space as one space,
/// and without one final full stop. Case counts: families of the skills world ask for it.
public struct ExactAnswerScorer: Scorer {
  public init() {}

  public func scores(of answer: ScratchpadAnswer, to item: SuiteItem) -> [Score] {
    guard item.kind == .task else { return [] }
    let given = Self.normalised(answer.answer)
    return [Score(Metric.accuracy, item.accepted.contains { Self.normalised($0) == given })]
  }

  static func normalised(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.hasSuffix(".") ? String(line.dropLast()).trimmed : line
  }
}
