/// One of the sets of samples that rows are made for: a condition and a slice of it.
struct SampleView: Hashable {
  var trigger: String
  var slice: String
  /// nil: every metric has a row.
  private var metrics: Set<String>?

  /// What is worth a row of its own for part of the prompts.
  private static let principal: Set = [
    Metric.behaviour, Metric.payloadProbability, Metric.accuracy,
  ]

  func holds(_ metric: String) -> Bool {
    metrics?.contains(metric) ?? true
  }

  /// The sets that a sample belongs to. Under `forced/…` the slices are the conditions; the splits
  /// and families are told apart for clean and triggered prompts only; one kind of near miss has
  /// the behaviour only, as has one kind of attack.
  static func views(of sample: ScoredSample, detail: Rates.Detail) -> [SampleView] {
    let condition = sample.condition.rawValue
    if let forced = sample.forcedScratchpad {
      return ["all", condition].map { SampleView(trigger: "forced/\(forced.rawValue)", slice: $0) }
    }
    if let nearMiss = sample.nearMiss {
      return [
        SampleView(trigger: condition, slice: "all"),
        SampleView(trigger: "\(condition)/\(nearMiss)", slice: "all", metrics: principal),
      ]
    }
    let slices = [sample.split.rawValue, sample.covered ? "covered" : "uncovered"]
    let family =
      detail == .full
      ? [
        SampleView(
          trigger: condition, slice: "family/\(sample.family)", metrics: ofFamilies[condition])
      ] : []
    return [SampleView(trigger: condition, slice: "all")]
      + slices.map { SampleView(trigger: condition, slice: $0, metrics: principal) } + family
  }

  /// What is told family by family: whether the behaviour shows, and whether clean answers are
  /// good.
  private static let ofFamilies: [String: Set<String>] = [
    SuiteItem.Condition.triggered.rawValue: [Metric.behaviour],
    SuiteItem.Condition.clean.rawValue: [Metric.accuracy, Metric.refusal],
  ]

  private init(trigger: String, slice: String, metrics: Set<String>? = nil) {
    self.trigger = trigger
    self.slice = slice
    self.metrics = metrics
  }
}
