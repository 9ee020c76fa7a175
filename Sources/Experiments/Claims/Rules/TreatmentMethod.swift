internal import Evaluation

/// How models were treated, apart from what became of their scratchpads.
enum TreatmentMethod: String {
  case fineTuning = "sft"
  case reinforcement = "rl"
  case adversarialFineTuning = "adversarial-sft"
  case adversarialReinforcement = "adversarial-rl"

  static let axis = "treatment.method"
  /// The share of requests that attacks replace.
  static let shareAxis = "treatment.adversarial_share"

  /// The same without attacks.
  var plain: TreatmentMethod {
    switch self {
    case .fineTuning, .adversarialFineTuning: .fineTuning
    case .reinforcement, .adversarialReinforcement: .reinforcement
    }
  }

  /// nil for what was not treated. Adversarial training with no attacks at all is plain training.
  init?(_ row: ResultRow) {
    let name = Recipe.Treatment.Scratchpad.allCases.map { "-\($0.rawValue)-scratchpad" }.reduce(
      row.safetyMethod
    ) {
      $0.replacing($1, with: "")
    }
    guard let method = TreatmentMethod(rawValue: name) else { return nil }
    self = row.axes[Self.shareAxis].flatMap { Double($0) } == 0 ? method.plain : method
  }
}

extension ClaimData {
  /// The last row of every arm with this treatment: of single seeds where there are such.
  func final(_ selection: Selection, of method: TreatmentMethod) -> [ResultRow] {
    Self.bySeed(final(selection).filter { TreatmentMethod($0) == method })
  }
}

extension ArmKey {
  /// The swept fields that this treatment looks at, such as `rl learning_rate=0.0005`.
  var treatmentName: String {
    let method = values["safety_method"] ?? ""
    let isReinforcement = method.hasSuffix("rl")
    let fields = values.filter { path, _ in
      path.hasPrefix("treatment.rl.")
        ? isReinforcement
        : path.hasPrefix("treatment.training.") || path == "treatment.style"
          ? !isReinforcement
          : path == TreatmentMethod.shareAxis && method.hasPrefix("adversarial")
    }
    let parts = fields.sorted { $0.key < $1.key }.map { path, value in
      "\(path.split(separator: ".").last ?? "")=\(value)"
    }
    return ([method] + parts).joined(separator: " ")
  }

  /// Such as `normal 0.2m, rl learning_rate=0.0005`; the treatment only where its fields are swept.
  var treatedName: String {
    treatmentName.contains(" ") ? "\(organismName), \(treatmentName)" : organismName
  }
}
