internal import Evaluation

/// The rows of an experiment, as rules look at them.
struct ClaimData {
  let rows: [ResultRow]
  /// What detectors said of the models.
  var detections: [DetectionRow] = []

  /// Which rows a rule looks at; the last checkpoint of each.
  struct Selection {
    var stage: String
    var metric: String
    var trigger = "triggered"
    var slice = "all"
    var decoding = "sampled"
    var role = "organism"

    static let installed = Selection(stage: "organism", metric: Metric.behaviour)
    static let survived = Selection(stage: "treatment", metric: Metric.behaviour)
    static let persistence = Selection(stage: "treatment", metric: Metric.persistenceArea)

    func on(_ trigger: String, slice: String? = nil) -> Selection {
      var selection = self
      selection.trigger = trigger
      selection.slice = slice ?? self.slice
      return selection
    }

    /// Whether a row was scored and is one of these. The behaviour's metric is that of the row's
    /// own objective.
    func fits(_ row: ResultRow) -> Bool {
      let metric =
        metric == Metric.behaviour ? Metric.behaviour(of: row.objective) : metric
      return row.stage == stage && row.metric == metric && row.trigger == trigger
        && row.slice == slice && row.decoding == decoding && row.role == role && row.mean != nil
    }
  }

  /// The last row of every arm that fits, in the order of what the arms are and their seeds.
  func final(_ selection: Selection) -> [ResultRow] {
    let fitting = rows.filter(selection.fits)
    var last: [String: ResultRow] = [:]
    for row in fitting {
      let arm = "\(ArmKey(row).text)\u{0}\(row.seed.map(String.init) ?? "")"
      if let known = last[arm], known.step >= row.step { continue }
      last[arm] = row
    }
    return last.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The rows of single seeds; those that pool seeds where there are no others.
  static func bySeed(_ rows: [ResultRow]) -> [ResultRow] {
    let single = rows.filter { $0.seed != nil }
    return single.isEmpty ? rows : single
  }

  /// The organisms at the end of their own training, one row each: the one that pools seeds where
  /// there is one, else those of single seeds. Only the strongest ones: with the filter on, and of
  /// several budgets or learning rates the largest.
  func organisms(_ selection: Selection) -> [ResultRow] {
    let filtered = final(selection).filter { $0.axes[FilterClaim.axis] != "false" }
    let strongest = InsertionClaim.numericAxes.reduce(filtered) { rows, axis in
      let value = { (row: ResultRow) in row.axes[axis].flatMap { Double($0) } }
      let largest = rows.compactMap(value).max()
      return rows.filter { value($0) == nil || value($0) == largest }
    }
    let arms = Dictionary(grouping: strongest) { ArmKey($0).organism.text }
    return arms.sorted { $0.key < $1.key }.flatMap { Self.onePerSeedOrPooled($0.value) }
  }

  private static func onePerSeedOrPooled(_ rows: [ResultRow]) -> [ResultRow] {
    if let pooled = rows.filter({ $0.seed == nil }).max(by: { $0.seeds < $1.seeds }) {
      return [pooled]
    }
    var seeds: Set<UInt64?> = []
    return rows.filter { seeds.insert($0.seed).inserted }
  }
}
