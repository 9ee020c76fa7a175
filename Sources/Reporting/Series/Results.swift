internal import Evaluation

/// The measurements of an experiment, sorted into series.
struct Results: Sendable {
  var rows: [ResultRow]
  var base: [Series]
  var organisms: [Series]
  var treatments: [Series]

  init(_ rows: [ResultRow]) {
    self.rows = rows
    base = Series.all(rows, stage: "base")
    organisms = Series.all(rows, stage: "organism")
    treatments = Series.all(rows, stage: "treatment")
    guard treatments.treatmentKinds.contains(where: { $0 != .fineTuning }) else { return }
    for place in treatments.indices { treatments[place].namesTreatment = true }
  }

  /// The installed organism from which `treatment` began: its own training's last step, or, where
  /// that was not measured, the treatment's step 0.
  func installed(of treatment: Series) -> (Series, Series.Moment) {
    let variant = Variant(treatment.rows.first?.axes ?? [:], stage: "organism")
    let parent = organisms.first {
      $0.key.mechanism == treatment.key.mechanism && $0.key.role == treatment.key.role
        && $0.key.size == treatment.key.size && $0.key.variant == variant
        && $0.key.seed == treatment.key.seed
    }
    return parent.map { ($0, .last) } ?? (treatment, .first)
  }

  /// The clean twin that went through the same training as `series`: of the same mechanism where
  /// there is one.
  func twin(of series: Series) -> Series? {
    let twins = (treatments + organisms).filter { twin in
      twin.key.role == "clean-twin" && twin.key.size == series.key.size
        && twin.key.variant == series.key.variant && twin.key.seed == series.key.seed
        && twin.rows.first?.stage == series.rows.first?.stage
        && twin.treatment == series.treatment
    }
    return twins.first {
      $0.key.mechanism == series.key.mechanism && $0.key.method == series.key.method
    } ?? twins.first { $0.key.mechanism == series.key.mechanism } ?? twins.first
  }

  /// The series to head a table with: treated models, and organisms that nothing treated.
  var arms: [Series] {
    let treated = Set(treatments.map { installed(of: $0).0.label })
    return (treatments + organisms.filter { !treated.contains($0.label) })
      .filter(\.isOrganism).sorted { $0.key < $1.key }
  }

  var sizes: [(name: String, parameters: Int)] {
    var seen: Set<String> = []
    return rows.filter { seen.insert($0.size).inserted }
      .map { ($0.size, $0.parameters) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
  }

  var mechanisms: [String] {
    Set(rows.filter { $0.stage != "base" }.map(\.mechanism)).sorted {
      (Palette.rank($0), $0) < (Palette.rank($1), $1)
    }
  }

  var seeds: [UInt64] { Set(rows.compactMap(\.seed)).sorted() }

  /// Answers behind one sampled rate of a single model.
  var samplesAPoint: [Int] {
    Set(
      rows.filter {
        $0.seed != nil && $0.measures(Metric.behaviour) && $0.decoding == "sampled"
          && $0.trigger == "triggered" && $0.slice == "all"
      }.map(\.n)
    ).sorted()
  }
}

extension Results {
  /// Whether the behaviour is a weakness in code.
  var isAboutCode: Bool {
    rows.contains { Metric.behaviour(of: $0.objective) == Metric.vulnerable }
  }
}

extension ResultRow {
  /// Whether the row is of `metric`, `Metric.behaviour` standing for that of its own objective.
  func measures(_ metric: String) -> Bool {
    self.metric == (metric == Metric.behaviour ? Metric.behaviour(of: objective) : metric)
  }

  /// Whether a rate was measured in this way anywhere in `rows`; sampled comes first.
  static func decoding(of metric: String, in rows: [ResultRow], preferred: [String]) -> String {
    preferred.first { decoding in
      rows.contains { $0.measures(metric) && $0.decoding == decoding }
    } ?? preferred[0]
  }
}
