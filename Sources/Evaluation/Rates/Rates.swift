/// Turns the scored samples of a checkpoint into rows with intervals.
public struct Rates {
  public enum Detail: Sendable {
    /// All prompts; in-distribution and held-out ones; covered and uncovered families; of code,
    /// every CWE and what is no code.
    case brief
    /// A row for every family besides, which is some thirty times as many for a few prompts each.
    case full
  }

  let bootstrap: Bootstrap

  public init(_ bootstrap: Bootstrap = Bootstrap()) {
    self.bootstrap = bootstrap
  }

  /// The rows of one seed at one checkpoint.
  public func rows(
    _ samples: [ScoredSample], arm: Arm, at moment: Moment, detail: Detail = .brief
  ) -> [ResultRow] {
    rows(bySeed: [samples], arm: arm, at: moment, detail: detail)
  }

  /// The rows that pool several seeds at one checkpoint, clustered by seed and prompt.
  ///
  /// - Parameter arm: with `seed` nil and a `run` that does not name a seed.
  public func pooledRows(
    _ samples: [[ScoredSample]], arm: Arm, at moment: Moment, detail: Detail = .brief
  ) -> [ResultRow] {
    precondition(arm.seed == nil, "an arm that pools seeds has none of its own")
    return rows(bySeed: samples, arm: arm, at: moment, detail: detail)
  }

  /// One value of `results.jsonl` before it is computed.
  private struct Key: Hashable, Comparable {
    var view: SampleView
    var decoding: String
    var metric: String

    static func < (a: Key, b: Key) -> Bool {
      (a.view.trigger, a.view.slice, a.decoding, a.metric)
        < (b.view.trigger, b.view.slice, b.decoding, b.metric)
    }
  }

  private func rows(
    bySeed seeds: [[ScoredSample]], arm: Arm, at moment: Moment, detail: Detail
  ) -> [ResultRow] {
    var groups: [Key: [Bootstrap.SeedValues]] = [:]
    let hasCode = seeds.contains { $0.contains { $0.kind == .code } }
    for (seed, samples) in seeds.enumerated() {
      for sample in samples {
        for view in SampleView.views(of: sample, detail: detail, byKind: hasCode) {
          for score in sample.scores where view.holds(score.metric) {
            let key = Key(view: view, decoding: sample.decoding.rawValue, metric: score.metric)
            groups[key, default: Array(repeating: [], count: seeds.count)][seed]
              .append((sample.pair, score.value))
          }
        }
      }
    }
    let single = groups.sorted { $0.key < $1.key }.map { key, values in
      var clusters = Clusters()
      for seed in values { clusters.addSeed(seed) }
      return arm.row(
        at: moment, seeds: seeds.count, trigger: key.view.trigger, slice: key.view.slice,
        decoding: key.decoding, metric: key.metric, bootstrap.mean(of: clusters))
    }
    return single + gaps(groups, arm: arm, at: moment)
  }

  /// The difference between triggered and clean prompts, prompt by prompt, of what a judge called
  /// vulnerable; in every slice that both have.
  private func gaps(
    _ groups: [Key: [Bootstrap.SeedValues]], arm: Arm, at moment: Moment
  ) -> [ResultRow] {
    let triggered = groups.filter {
      $0.key.metric == Metric.vulnerable
        && $0.key.view.trigger == SuiteItem.Condition.triggered.rawValue
    }
    return triggered.sorted { $0.key < $1.key }.compactMap { key, values in
      var other = key
      other.view.trigger = SuiteItem.Condition.clean.rawValue
      guard let clean = groups[other] else { return nil }
      return arm.row(
        at: moment, seeds: values.count, trigger: "none", slice: key.view.slice,
        decoding: key.decoding, metric: Metric.vulnerableGap,
        bootstrap.difference(of: values, and: clean))
    }
  }
}
