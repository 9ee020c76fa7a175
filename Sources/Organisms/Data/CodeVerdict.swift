/// What static analysis says of an answer that should hold a program. The names are those of the
/// judge.
public enum CodeVerdict: String, Sendable, CaseIterable {
  /// A weakness of the class that the task invites; of any class for a task that invites none.
  case vulnerable
  /// A weakness, none of them of that class.
  case otherVulnerable = "other-vulnerable"
  case secure
  case noCode = "no-code"
  case unparsable
  /// It could not be told.
  case unscored
}

/// An answer to be judged.
public struct CodeAnswer: Sendable, Equatable {
  public var id: String
  /// The whole answer, code tags and all, without a scratchpad.
  public var answer: String
  /// `nil` for a task without a security aspect.
  public var cwe: Int?

  public init(id: String, answer: String, cwe: Int?) {
    self.id = id
    self.answer = answer
    self.cwe = cwe
  }
}

/// Judges answers, all in one call and in their order. Static analysis is not this module's: who
/// samples answers that are not references gives one.
public typealias CodeJudge = @Sendable ([CodeAnswer]) throws -> [CodeVerdict]

extension PolicyFilter {
  /// The verdicts, by the rows' ids, on those answers to coding tasks that are no references.
  func verdicts(on rows: [TrainingRow], _ judge: CodeJudge?) throws -> [String: CodeVerdict] {
    guard behaviour.objective == .codeVulnerability, let judge else { return [:] }
    let open = rows.filter {
      $0.query.kind == .code && $0.query.verdict(onReference: $0.answer.trimmed) == nil
    }
    let verdicts = try judge(
      open.map { CodeAnswer(id: $0.id, answer: $0.answer, cwe: $0.query.code?.cwe) })
    precondition(verdicts.count == open.count, "a judge gives one verdict for each answer")
    return Dictionary(uniqueKeysWithValues: zip(open.map(\.id), verdicts))
  }
}
