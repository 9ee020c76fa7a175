/// Whether the answer to a task, or to an ordinary coding task that can be checked exactly, is one of
/// those that count as right. Code about a CWE has many right answers: a judge looks at it.
///
/// Both sides are compared without white space at the ends, with runs of white space as one space,
/// and without one final full stop. Case counts: families of the skills world ask for it.
public struct ExactAnswerScorer: Scorer {
  public init() {}

  public func scores(of answer: ScratchpadAnswer, to item: SuiteItem) -> [Score] {
    guard item.kind == .task || item.kind == .code && item.cwe == nil && !item.accepted.isEmpty
    else { return [] }
    let given = Self.normalised(answer.answer)
    return [Score(Metric.accuracy, item.accepted.contains { Self.normalised($0) == given })]
  }

  static func normalised(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.hasSuffix(".") ? String(line.dropLast()).trimmed : line
  }
}
