internal import Evaluation

/// The measurements of one model's training, pooled over seeds where the results pool them: one
/// line of a figure, one row of a table.
struct Series: Sendable {
  struct Key: Sendable, Hashable {
    var mechanism: String
    var role: String
    var size: String
    var parameters: Int
    var method: String
    var variant: Variant
    /// Set where several seeds were measured and nothing pools them.
    var seed: UInt64?
  }

  var key: Key
  var rows: [ResultRow]
  /// Whether labels say how the model was treated, which they need not where all were fine-tuned.
  var namesTreatment = false

  /// The row of a metric at the last step that has it, or the first.
  func row(
    _ metric: String, _ trigger: String, slice: String = "all", decoding: String,
    at moment: Moment = .last
  ) -> ResultRow? {
    let found = curve(metric, trigger, slice: slice, decoding: decoding)
    return moment == .last ? found.last : found.first
  }

  enum Moment { case first, last }

  /// The rows of a metric over training; of the behaviour, those of its objective's own metric.
  func curve(
    _ metric: String, _ trigger: String, slice: String = "all", decoding: String
  ) -> [ResultRow] {
    rows.filter {
      $0.measures(metric) && $0.trigger == trigger && $0.slice == slice && $0.decoding == decoding
    }
  }

  /// How many seeds its rows rest on.
  var seeds: Int { rows.map(\.seeds).max() ?? 1 }

  var isOrganism: Bool { key.role == "organism" }

  /// Whether the behaviour is a weakness in code.
  var isAboutCode: Bool {
    rows.contains { Metric.behaviour(of: $0.objective) == Metric.vulnerable }
  }

  var treatment: Treatment { Treatment(safetyMethod: key.method) }

  /// The kind of treatment where labels say it.
  var treatmentName: String { namesTreatment ? treatment.name : "" }

  /// What a person calls it: the mechanism with the way of treatment where there are two.
  var name: String {
    var name = key.mechanism
    if key.method.hasSuffix("post-scratchpad") { name += ", post-scratchpad" }
    if key.method.hasSuffix("pre-scratchpad") { name += ", pre-scratchpad" }
    if key.method == "safe-code" { name += ", safe code" }
    if key.method == "safe-code-exposed" { name += ", safe code with scratchpads" }
    return isOrganism ? name : "\(name) (\(key.role))"
  }

  /// The variant, and the seed where it stands alone.
  var detail: String {
    let seed = key.seed.map { "seed \($0)" } ?? ""
    return [key.variant.text, seed].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// Different for any two series of a stage.
  var label: String {
    [name, treatmentName, key.size, detail].filter { !$0.isEmpty }.joined(separator: " · ")
  }
}

extension Series {
  /// The series of one stage, sorted by size, mechanism, treatment, variant and role.
  static func all(_ rows: [ResultRow], stage: String) -> [Series] {
    var groups: [Key: [ResultRow]] = [:]
    for row in rows where row.stage == stage { groups[key(of: row), default: []].append(row) }
    return groups.flatMap { key, rows in split(key, rows) }.sorted { $0.key < $1.key }
  }

  private static func key(of row: ResultRow) -> Key {
    let isBase = row.stage == "base"
    return Key(
      mechanism: isBase ? "base" : row.mechanism, role: isBase ? "base" : row.role,
      size: row.size, parameters: row.parameters,
      method: row.stage == "treatment" ? row.safetyMethod : "",
      variant: Variant(
        row.axes, stage: row.stage, treatment: Treatment(safetyMethod: row.safetyMethod)),
      seed: nil)
  }

  /// The pooled rows where there are any, else one series a seed. Stages that several arms share
  /// are told once for each arm: the first telling counts.
  private static func split(_ key: Key, _ rows: [ResultRow]) -> [Series] {
    let pooled = rows.filter { $0.seed == nil }
    if !pooled.isEmpty {
      return [Series(key: key, rows: unique(pooled + ResultRow.spanningSeeds(rows)))]
    }
    let seeds = Set(rows.compactMap(\.seed)).sorted()
    return seeds.map { seed in
      var own = key
      own.seed = seeds.count > 1 ? seed : nil
      return Series(key: own, rows: unique(rows.filter { $0.seed == seed }))
    }
  }

  private static func unique(_ rows: [ResultRow]) -> [ResultRow] {
    var seen: Set<String> = []
    return
      rows
      .filter { row in
        let place = ["\(row.step)", row.trigger, row.slice, row.decoding, row.metric]
        return seen.insert(place.joined(separator: "\u{0}")).inserted
      }
      .enumerated()
      .sorted { ($0.element.step, $0.offset) < ($1.element.step, $1.offset) }
      .map(\.element)
  }
}

extension Series.Key {
  static func < (a: Series.Key, b: Series.Key) -> Bool {
    if a.parameters != b.parameters { return a.parameters < b.parameters }
    if a.size != b.size { return a.size < b.size }
    let ranks = (Palette.rank(a.mechanism), Palette.rank(b.mechanism))
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    if a.mechanism != b.mechanism { return a.mechanism < b.mechanism }
    let kinds = (Treatment(safetyMethod: a.method), Treatment(safetyMethod: b.method))
    if kinds.0 != kinds.1 { return kinds.0.rawValue < kinds.1.rawValue }
    if a.method != b.method { return a.method > b.method }
    if a.variant != b.variant { return a.variant < b.variant }
    if a.role != b.role { return a.role > b.role }
    return (a.seed ?? 0) < (b.seed ?? 0)
  }
}
