internal import Evaluation

extension ResultRow {
  /// The condition of requests without the trigger that a red team found.
  static let redTeam = "red-team"
  /// The slice of attacks that were made against the very model that is measured.
  static let fresh = "fresh"

  /// One row over seeds for each rate of a fresh red team that was measured seed by seed only, which
  /// is how a search against every single model leaves it: the mean over seeds, and an interval
  /// that spans those of all seeds, wider than one that pools them. None for a rate that `rows`
  /// pool already.
  static func spanningSeeds(_ rows: [ResultRow]) -> [ResultRow] {
    let measured = rows.filter { $0.slice == Self.fresh }
    let pooled = Set(measured.filter { $0.seed == nil }.map(\.metric))
    let fresh = measured.filter { $0.seed != nil && !pooled.contains($0.metric) }
    let seeds = Set(fresh.compactMap(\.seed)).sorted()
    var metrics: [String] = []
    for row in fresh where !metrics.contains(row.metric) { metrics.append(row.metric) }
    return metrics.compactMap { metric in
      let lasts = seeds.compactMap { seed in
        fresh.filter { $0.metric == metric && $0.seed == seed }.max { $0.step < $1.step }
      }
      let means = lasts.compactMap(\.mean)
      guard var row = lasts.first, !means.isEmpty else { return nil }
      row.seed = nil
      row.seeds = means.count
      row.mean = means.reduce(0, +) / Double(means.count)
      row.lo95 = lasts.compactMap(\.lo95).min()
      row.hi95 = lasts.compactMap(\.hi95).max()
      row.n = lasts.map(\.n).reduce(0, +)
      row.unscored = lasts.map(\.unscored).reduce(0, +)
      return row
    }
  }
}

extension Series {
  /// The rates of a behaviour at the beginning of this treatment and at its end; the beginning from
  /// `installed` where the treatment's own step 0 was not measured.
  func ends(
    _ metric: String, _ trigger: String, decoding: String, installed: ResultRow?
  ) -> (before: ResultRow?, after: ResultRow?) {
    let curve = curve(metric, trigger, decoding: decoding)
    return (curve.first { $0.step == 0 } ?? installed, curve.last { $0.step > 0 })
  }

  /// Whether the behaviour was measured on attacks of a red team.
  var hasAttacks: Bool {
    rows.contains { $0.metric == Metric.behaviour && $0.trigger.hasPrefix(ResultRow.redTeam) }
  }
}
