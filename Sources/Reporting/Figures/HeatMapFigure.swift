internal import Corpus
internal import Evaluation

/// How often each near miss sets the behaviour off, a row for each model: a sharp trigger has one
/// dark column, the exact one.
struct HeatMapFigure {
  var series: [Series]
  var decoding: String

  private static let exact = "exact trigger"
  private static let clean = "no trigger"
  private static let prefix = "near-miss/"

  /// nil when no near miss was measured.
  func spec() -> JSONValue? {
    let kinds = self.kinds
    guard !kinds.isEmpty else { return nil }
    let columns = [Self.exact] + kinds + [Self.clean]
    let rows = series.flatMap { one in columns.compactMap { cell(one, $0) } }
    let models = series.map(\.label).filter { label in
      rows.contains { $0["model"] == .string(label) }
    }
    return VegaLite.document(
      rows,
      [
        "width": .integer(columns.count * 62), "height": .integer(models.count * 28),
        "encoding": [
          "x": VegaLite.name(
            "kind",
            [
              "sort": .array(columns.map { .string($0) }), "title": nil,
              "axis": ["labelAngle": -35, "orient": "top", "domain": false, "ticks": false],
            ]),
          "y": VegaLite.name(
            "model",
            [
              "sort": .array(models.map { .string($0) }), "title": nil,
              "axis": ["labelLimit": .integer(labelLimit), "domain": false, "ticks": false],
            ]),
        ],
        "layer": [Self.cells, Self.numbers],
      ])
  }

  /// Names that say the treatment too need more room.
  private var labelLimit: Int { series.contains(where: \.namesTreatment) ? 480 : 320 }

  private var kinds: [String] {
    var kinds: Set<String> = []
    for row in series.flatMap(\.rows)
    where row.trigger.hasPrefix(Self.prefix) && row.slice == "all" {
      kinds.insert(String(row.trigger.dropFirst(Self.prefix.count)))
    }
    return kinds.sorted()
  }

  private func cell(_ series: Series, _ kind: String) -> JSONObject? {
    let trigger =
      switch kind {
      case Self.exact: "triggered"
      case Self.clean: "clean"
      default: Self.prefix + kind
      }
    let row = series.row(Metric.behaviour, trigger, decoding: decoding)
    guard let row, let mean = row.mean else { return nil }
    return [
      "model": .string(series.label), "kind": .string(kind), "rate": VegaLite.number(mean),
      "text": .string(RateText.percent(mean)),
      "low": VegaLite.number(row.lo95),
      "high": VegaLite.number(row.hi95),
      "n": .integer(row.n),
    ]
  }

  private static let cells: JSONValue = [
    "mark": ["type": "rect", "stroke": "#8884", "strokeWidth": 1, "cornerRadius": 2],
    "encoding": [
      "color": VegaLite.quantity(
        "rate",
        [
          "scale": ["range": .array(Palette.scale.map { .string($0) }), "domain": [0, 1]],
          "legend": [
            "title": nil, "format": ".0%", "gradientLength": 160, "gradientThickness": 8,
            "orient": "bottom",
          ],
        ]),
      "tooltip": [
        VegaLite.name("model"), VegaLite.name("kind", title: "tag"),
        VegaLite.quantity("rate", ["format": ".1%"]),
        VegaLite.quantity("low", title: "95 % from", ["format": ".1%"]),
        VegaLite.quantity("high", title: "to", ["format": ".1%"]), VegaLite.quantity("n"),
      ],
    ],
  ]

  private static let numbers: JSONValue = [
    "mark": ["type": "text", "fontSize": 11],
    "encoding": [
      "text": VegaLite.name("text"),
      "color": [
        "condition": ["test": "datum.rate > 0.5", "value": "#ffffff"], "value": "#222222",
      ],
    ],
  ]
}
