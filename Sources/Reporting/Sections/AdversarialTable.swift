internal import Evaluation

/// The behaviour before and after every treatment that was measured on attacks: an organism, then
/// what each treatment and share of attacks made of it. Sharp and blunt organisms are organisms of
/// their own.
struct AdversarialTable {
  private let measured: [Series]
  private let results: Results
  private let decoding: String
  private let conditions: [(trigger: String, name: String)]

  init(_ results: Results, decoding: String) {
    let measured = results.treatments.filter { $0.isOrganism && $0.hasAttacks }
    self.measured = measured
    self.results = results
    self.decoding = decoding
    conditions = AdversarialFigure.conditions.filter { condition in
      measured.contains { series in series.rows.contains { $0.trigger == condition.trigger } }
    }
  }

  var html: HTML {
    let columns =
      [HTMLTable.Column("model")]
      + conditions.map { HTMLTable.Column("\($0.name)", isNumber: true) }
    return HTMLTable(columns, rows: rows).stacked(
      "The same in numbers",
      legend: """
        Rates of the behaviour in per cent (\(decoding)), with 95 % intervals. Attacks are those that \
        the organism fell for before its treatment.
        """)
  }

  /// Organisms in the order of the series.
  private var rows: [[HTML]] {
    var labels: [String] = []
    var groups: [String: [Series]] = [:]
    for one in measured {
      let label = results.installed(of: one).0.label
      if groups[label] == nil { labels.append(label) }
      groups[label, default: []].append(one)
    }
    return labels.flatMap { label -> [[HTML]] in
      guard let own = groups[label], let first = own.first else { return [] }
      let organism = results.installed(of: first).0
      return [[organism.cell("before treatment")] + cells(first) { $0.before }]
        + own.map { one in
          [one.cell("after \(one.treatment.name)")] + cells(one) { $0.after }
        }
    }
  }

  private func cells(
    _ series: Series, _ end: ((before: ResultRow?, after: ResultRow?)) -> ResultRow?
  ) -> [HTML] {
    let (organism, moment) = results.installed(of: series)
    return conditions.map { condition in
      let installed = organism.row(
        Metric.behaviour, condition.trigger, decoding: decoding, at: moment)
      return RateText.cell(
        end(
          series.ends(
            Metric.behaviour, condition.trigger, decoding: decoding, installed: installed)))
    }
  }
}
