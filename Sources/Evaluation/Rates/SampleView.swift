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
  /// the behaviour only.
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
    var slices = [sample.split.rawValue, sample.covered ? "covered" : "uncovered"]
    if detail == .full { slices.append("family/\(sample.family)") }
    return [SampleView(trigger: condition, slice: "all")]
      + slices.map { SampleView(trigger: condition, slice: $0, metrics: principal) }
  }

  private init(trigger: String, slice: String, metrics: Set<String>? = nil) {
    self.trigger = trigger
    self.slice = slice
    self.metrics = metrics
  }
}
