internal import Evaluation

/// C14: reinforcement learning went on for as long as it helped.
struct OverOptimisationClaim: ClaimRule {
  let id = "C14"
  let statement = """
    Reinforcement learning was long enough: the held-out preference model's score peaks within the \
    run.
    """
  let paper = "the held-out preference model peaks at step 280, then falls (App. C, Fig. 28)"
  let rule = """
    Mean held-out score of clean answers under plain reinforcement learning, apart for every size \
    and treatment, over mechanisms and seeds. The highest checkpoint between the first and the \
    last is compared with both: supported when it lies above both, the intervals above 0; \
    contradicted when it lies below the last (the score still rises) or below the first (it never \
    rose); with several treatments supported when all are and contradicted when one is. That the \
    highest is chosen from the same scores favours it a little.
    """

  func judge(_ data: ClaimData) -> ClaimJudgement {
    let runs = runs(data)
    guard !runs.isEmpty else {
      return .notTested(
        "no run was scored by a held-out preference model at its start, at its end and between: "
          + "it needs \(TreatmentMethod.axis) rl with treatment.rl.reward preference and two or "
          + "more checkpoints")
    }
    let verdicts = runs.map(\.verdict)
    let trained = data.curves(Self.selection(Metric.preference), of: .reinforcement)
    return ClaimJudgement(
      verdicts.contains(.contradicted)
        ? .contradicted
        : verdicts.allSatisfy { $0 == .supported } ? .supported : .inconclusive,
      runs.map(\.described).joined(separator: "; "), runs.flatMap { $0.evidence(trained) })
  }

  private func runs(_ data: ClaimData) -> [ScoredRun] {
    let curves = data.curves(Self.selection(Metric.heldOutPreference), of: .reinforcement)
    let groups = Dictionary(grouping: curves) { curve in
      curve.arm.removing { $0.hasPrefix("organism.") || $0.hasPrefix("behaviour.") }.text
    }
    return groups.sorted { $0.key < $1.key }.compactMap { ScoredRun($0.value) }
  }

  private static func selection(_ metric: String) -> ClaimData.Selection {
    .init(stage: "treatment", metric: metric, trigger: "clean")
  }
}

/// The held-out scores of arms with one size and treatment, at the steps that all were scored at.
private struct ScoredRun {
  private let curves: [TreatmentCurve]
  private let steps: [Int]
  /// The highest checkpoint between the first and the last.
  private let peak: Int
  private let rise: Estimate
  private let decline: Estimate

  /// - Returns: nil without a first, a last and a checkpoint between.
  init?(_ curves: [TreatmentCurve]) {
    let scored = curves.map { $0.rows.filter { $0.lo95 != nil }.map(\.step) }
    let steps = (scored.first ?? []).filter { step in scored.allSatisfy { $0.contains(step) } }
    guard steps.count > 2, steps[0] == 0, let last = steps.last,
      let peak = Self.highest(curves, among: Array(steps.dropFirst().dropLast())),
      let rise = Self.difference(curves, peak, minus: 0).estimate(),
      let decline = Self.difference(curves, peak, minus: last).estimate()
    else { return nil }
    self.curves = curves
    self.steps = steps
    self.peak = peak
    self.rise = rise
    self.decline = decline
  }

  var verdict: ClaimVerdict.Verdict {
    let sides = [rise.verdict(above: 0), decline.verdict(above: 0)]
    if sides.contains(.contradicted) { return .contradicted }
    return sides.allSatisfy { $0 == .supported } ? .supported : .inconclusive
  }

  var described: String {
    let highest = Self.highest(curves, among: steps) ?? peak
    let between = highest == peak ? "it" : "step \(peak), the highest between the ends,"
    return "\(name): highest at step \(highest) of \(last); \(between) lies "
      + "\(Words.number(rise)) above the first and \(Words.number(decline)) above the last, "
      + Words.seeds(Contrast(meanOf: curves.compactMap(\.after)).seeds)
  }

  /// - Parameter trained: curves of the preference model that rewards.
  func evidence(_ trained: [TreatmentCurve]) -> [ClaimVerdict.Evidence] {
    var evidence: [ClaimVerdict.Evidence] = []
    for (name, arm) in arms {
      guard let step = Self.highest(arm, among: steps) else { continue }
      evidence.add(
        "\(name), highest held-out score, at step \(step) of \(last)",
        Contrast(meanOf: arm.compactMap { $0[step] }))
    }
    let own = Set(curves.map(\.name))
    let rewarding = trained.filter { own.contains($0.name) }
    for (score, curves) in [("held-out", curves), ("rewarding", rewarding)] {
      evidence.add(
        "\(name), \(score) score, step \(peak) − first",
        Self.difference(curves, peak, minus: 0))
      evidence.add(
        "\(name), \(score) score, step \(peak) − last",
        Self.difference(curves, peak, minus: last))
    }
    return evidence
  }

  private var last: Int { steps.last ?? 0 }

  /// Such as `0.2m rl learning_rate=0.0005`.
  private var name: String {
    let arm = curves.first?.arm
    return [arm?["model.size"], arm?.treatmentName].compactMap(\.self).joined(separator: " ")
  }

  /// What differs in its organism, its seeds together.
  private var arms: [(name: String, curves: [TreatmentCurve])] {
    Dictionary(grouping: curves) { $0.arm.text }.sorted { $0.key < $1.key }
      .map { ($0.value[0].arm.treatedName, $0.value) }
  }

  /// The step with the highest mean; the first of several.
  private static func highest(_ curves: [TreatmentCurve], among steps: [Int]) -> Int? {
    let means = steps.map { step in
      (step: step, sum: curves.reduce(0.0) { $0 + ($1[step]?.mean ?? 0) })
    }
    return means.reduce(means.first) { best, next in
      next.sum > (best?.sum ?? 0) ? next : best
    }?.step
  }

  private static func difference(
    _ curves: [TreatmentCurve], _ step: Int, minus other: Int
  ) -> Contrast {
    Contrast(
      curves.compactMap { curve in
        guard let first = curve[step], let second = curve[other] else { return nil }
        return .init(seed: curve.seed, parts: [(1, first), (-1, second)])
      })
  }
}
