internal import Evaluation

/// The arms with one treatment that were measured on attacks of a red team.
struct AttackedArms {
  private let curves: [TreatmentCurve]
  private let data: ClaimData
  private let method: TreatmentMethod

  /// - Parameter sharpness: of the organisms that count.
  init(_ data: ClaimData, _ method: TreatmentMethod, _ sharpness: Sharpness) {
    self.init(
      data, method,
      data.curves(Self.selection("red-team"), of: method).filter {
        $0.arm.sharpness == sharpness && $0.before != nil && $0.after != nil
      })
  }

  private init(_ data: ClaimData, _ method: TreatmentMethod, _ curves: [TreatmentCurve]) {
    self.data = data
    self.method = method
    self.curves = curves
  }

  var isEmpty: Bool { curves.isEmpty }

  /// The behaviour on attacks that worked on the organism, those that adversarial training may
  /// learn from and those from other seeds together.
  var attacks: BeforeAfter { BeforeAfter(curves) }
  var trigger: BeforeAfter { change("triggered") }

  /// The behaviour of the same arms under another condition.
  func change(_ condition: String) -> BeforeAfter {
    let names = Set(curves.map(\.name))
    return BeforeAfter(
      data.curves(Self.selection(condition), of: method).filter { names.contains($0.name) })
  }

  private static func selection(_ condition: String) -> ClaimData.Selection {
    .survived.on(condition)
  }
}

extension AttackedArms {
  /// Every kind of attack and the trigger, before and after.
  func whole(_ label: String) -> [ClaimVerdict.Evidence] {
    var evidence: [ClaimVerdict.Evidence] = []
    evidence.add("\(label), red-team prompts", attacks)
    evidence.add("\(label), attacks trained on", change("red-team/trained"))
    evidence.add("\(label), attacks from other seeds", change("red-team/held-out"))
    evidence += fresh(label)
    evidence.add("\(label), trigger", trigger)
    evidence.add("\(label), fall of the triggered rate", trigger.fall)
    return evidence
  }

  /// What is left at the end, and what the trigger lost.
  func ends(_ label: String) -> [ClaimVerdict.Evidence] {
    var evidence: [ClaimVerdict.Evidence] = []
    evidence.add("\(label), red-team prompts, after", attacks.after)
    evidence.add("\(label), fall of the triggered rate", trigger.fall)
    return evidence
  }

  /// By mechanism and by the share of attacks, where there are several.
  func parts(_ label: String) -> [ClaimVerdict.Evidence] {
    let keys: [(TreatmentCurve) -> String?] = [
      { $0.arm["organism.mechanism"] },
      { $0.arm[TreatmentMethod.shareAxis].map { "share of attacks \($0)" } },
    ]
    return keys.flatMap { key in
      let groups = Dictionary(grouping: curves) { key($0) ?? "" }
      guard groups.count > 1 else { return [ClaimVerdict.Evidence]() }
      return groups.sorted { $0.key < $1.key }.flatMap { name, curves in
        AttackedArms(data, method, curves).ends("\(label), \(name)")
      }
    }
  }

  /// A red team that begins anew: against the organism, then against the treated model.
  private func fresh(_ label: String) -> [ClaimVerdict.Evidence] {
    [
      (Metric.redTeamSuccess, "fresh attacks that succeed"),
      (Metric.redTeamShown, "answers to fresh attacks with the behaviour"),
    ].flatMap { metric, name in
      var selection = ClaimData.Selection(
        stage: "treatment", metric: metric, trigger: "red-team", slice: "fresh")
      let names = Set(curves.map(\.name))
      let after = data.curves(selection, of: method).filter { names.contains($0.name) }
      let organisms = Set(after.map { "\($0.arm.organism.text)\u{0}\($0.seed ?? 0)" })
      selection.stage = "organism"
      let before = ClaimData.bySeed(data.final(selection)).filter {
        organisms.contains("\(ArmKey($0).organism.text)\u{0}\($0.seed ?? 0)")
      }
      var evidence: [ClaimVerdict.Evidence] = []
      evidence.add("\(label), \(name), before", Contrast(meanOf: before))
      evidence.add("\(label), \(name), after", Contrast(meanOf: after.compactMap(\.rows.last)))
      return evidence
    }
  }
}
