internal import Corpus
internal import Evaluation

/// Rates as bars with their intervals: groups along the axis, a colour for each kind of bar, a
/// column of panels for each model and a row for each part.
struct BarFigure {
  struct Bar {
    var model: String
    /// The row of panels; empty where there is one.
    var part = ""
    var group: String
    var kind: String
    var row: ResultRow
  }

  var bars: [Bar]
  /// What the groups are.
  var groups: String
  /// The groups as they follow each other; as they first come where nil.
  var order: [String]? = nil
  var rate: String
  /// In the order of the legend.
  var kinds: [(name: String, color: String)]

  /// nil where nothing was measured.
  func spec() -> JSONValue? {
    let rows = bars.compactMap(object)
    guard !rows.isEmpty else { return nil }
    let models = ordered(\.model)
    let parts = ordered(\.part)
    let view: JSONObject = [
      "width": .integer(max(170, 920 / max(1, models.count) - 40)),
      "height": .integer(parts.count > 1 ? 90 : 240),
      "layer": [bar, interval],
    ]
    guard models.count > 1 || parts.count > 1 else { return VegaLite.document(rows, view) }
    var facet = JSONObject()
    if models.count > 1 { facet["column"] = VegaLite.panels("model", models) }
    if parts.count > 1 { facet["row"] = VegaLite.panels("part", parts, isAbove: true) }
    return VegaLite.document(rows, ["facet": .object(facet), "spec": .object(view)])
  }

  private func ordered(_ key: (Bar) -> String) -> [String] {
    var values: [String] = []
    for bar in bars where !values.contains(key(bar)) { values.append(key(bar)) }
    return values
  }

  private func object(_ bar: Bar) -> JSONObject? {
    guard let mean = bar.row.mean else { return nil }
    return [
      "model": .string(bar.model), "part": .string(bar.part), "group": .string(bar.group),
      "kind": .string(bar.kind), "rate": VegaLite.number(mean),
      "low": VegaLite.number(bar.row.lo95), "high": VegaLite.number(bar.row.hi95),
      "n": .integer(bar.row.n), "unscored": .integer(bar.row.unscored),
    ]
  }

  private var x: JSONValue {
    VegaLite.name(
      "group", title: groups,
      [
        "sort": .array((order ?? ordered(\.group)).map { .string($0) }),
        "axis": ["labelAngle": 0, "grid": false],
      ])
  }

  private var offset: JSONValue {
    VegaLite.name("kind", ["sort": .array(kinds.map { .string($0.name) })])
  }

  private var bar: JSONValue {
    [
      "mark": ["type": "bar", "cornerRadiusEnd": 2],
      "encoding": [
        "x": x, "xOffset": offset, "y": VegaLite.rate("rate", title: rate),
        "color": VegaLite.name("kind", VegaLite.colors(kinds)),
        "tooltip": [
          VegaLite.name("model"), VegaLite.name("group", title: groups), VegaLite.name("kind"),
          VegaLite.quantity("rate", ["format": ".1%"]),
          VegaLite.quantity("low", title: "95 % from", ["format": ".1%"]),
          VegaLite.quantity("high", title: "to", ["format": ".1%"]), VegaLite.quantity("n"),
          VegaLite.quantity("unscored"),
        ],
      ],
    ]
  }

  private var interval: JSONValue {
    [
      "mark": ["type": "rule", "strokeWidth": 1.2, "color": "#777"],
      "encoding": [
        "x": x, "xOffset": offset, "y": VegaLite.rate("low", title: rate),
        "y2": ["field": "high"],
      ],
    ]
  }
}
