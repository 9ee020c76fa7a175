internal import Corpus
internal import Evaluation

/// Rates over training: one panel a size and variant, one colour a mechanism, one kind of line for
/// each thing measured.
struct CurveFigure {
  /// One kind of line.
  struct Line {
    var name: String
    var metric: (Series) -> String
    var trigger: String
    var slice = "all"
    var decoding: String
    var dash: [Int]
    /// Whether its interval is drawn as a band.
    var hasBand = false

    init(
      _ name: String, _ metric: String, _ trigger: String, slice: String = "all",
      decoding: String, dash: [Int], hasBand: Bool = false
    ) {
      self.name = name
      self.metric = { _ in metric }
      self.trigger = trigger
      self.slice = slice
      self.decoding = decoding
      self.dash = dash
      self.hasBand = hasBand
    }
  }

  let series: [Series]
  let lines: [Line]
  /// What the horizontal axis counts.
  let tokens: String
  let rate: String
  /// Whether the paper's curves are drawn behind.
  let hasPaper: Bool
  /// Whether the horizontal axis counts steps, as the paper's does for reinforcement learning.
  let isBySteps: Bool

  private static let paper = "paper"

  private let panels: Panels

  init(
    series: [Series], lines: [Line], tokens: String, rate: String, hasPaper: Bool = false,
    isBySteps: Bool = false
  ) {
    self.series = series
    self.lines = lines
    self.tokens = tokens
    self.rate = rate
    self.hasPaper = hasPaper
    self.isBySteps = isBySteps
    panels = Panels(series)
  }

  /// What the horizontal axis shows.
  private var count: String { isBySteps ? "step" : "tokens" }

  /// Where the paper's curves that are drawn come from.
  var sources: [String] {
    guard hasPaper else { return [] }
    return Set(
      series.compactMap {
        PaperCurve.triggered(mechanism: $0.key.mechanism, method: $0.key.method)?.source
      }
    ).sorted()
  }

  /// nil when nothing of it was measured.
  func spec() -> JSONValue? {
    let rows = series.flatMap(rows(of:))
    guard !rows.isEmpty else { return nil }
    return VegaLite.document(rows, panels.wrap(["layer": .array(layers)]))
  }

  private func rows(of series: Series) -> [JSONObject] {
    let own = lines.flatMap { line in
      series.curve(line.metric(series), line.trigger, slice: line.slice, decoding: line.decoding)
        .compactMap { row in row.mean.map { measured(series, line, row, $0) } }
    }
    guard hasPaper, !own.isEmpty else { return own }
    return own + paperRows(series)
  }

  private func common(_ series: Series, _ line: String) -> JSONObject {
    [
      "arm": .string(series.name), "series": .string(series.label), "line": .string(line),
      "size": .string(series.key.size), "variant": .string(panels.row(of: series)),
    ]
  }

  private func measured(
    _ series: Series, _ line: Line, _ row: ResultRow, _ mean: Double
  ) -> JSONObject {
    var object = common(series, line.name)
    object["tokens"] = .integer(row.tokens)
    object["step"] = .integer(row.step)
    object["rate"] = VegaLite.number(mean)
    object["low"] = VegaLite.number(row.lo95)
    object["high"] = VegaLite.number(row.hi95)
    object["n"] = .integer(row.n)
    object["unscored"] = .integer(row.unscored)
    object["basis"] = .string(
      series.key.seed.map { "seed \($0)" } ?? RateText.seeds(row.seeds))
    return object
  }

  /// The paper's curve on its own axis, laid over ours so that both begin and end together.
  private func paperRows(_ series: Series) -> [JSONObject] {
    let curve = PaperCurve.triggered(mechanism: series.key.mechanism, method: series.key.method)
    let end = series.rows.map { isBySteps ? $0.step : $0.tokens }.max() ?? 0
    guard let curve, end > 0 else { return [] }
    return curve.points.map { point in
      var object = common(series, Self.paper)
      object[count] = VegaLite.number(point.progress * Double(end))
      object["rate"] = .number(point.rate)
      object["basis"] = .string(curve.source)
      return object
    }
  }
}

extension CurveFigure {
  private var isWithPaper: Bool {
    hasPaper && series.contains { !paperRows($0).isEmpty }
  }

  private var layers: [JSONValue] {
    let bands = lines.filter(\.hasBand).map(\.name)
    let names = lines.map(\.name)
    var layers: [JSONValue] = []
    if !bands.isEmpty { layers.append(band(bands)) }
    if isWithPaper {
      layers.append(stroke([Self.paper], mark: ["strokeWidth": 1.4, "opacity": 0.85]))
    }
    layers.append(stroke(names, mark: ["strokeWidth": 2]))
    layers.append(points(names))
    return layers
  }

  private var x: JSONValue {
    VegaLite.quantity(
      count, title: isBySteps ? tokens : "\(tokens) (square-root axis)",
      [
        "scale": ["type": isBySteps ? "linear" : "sqrt", "zero": true, "nice": false],
        "axis": [
          "labelExpr": "format(datum.value, '~s')", "grid": false, "tickCount": 6,
          "labelOverlap": true,
        ],
      ])
  }

  private var color: JSONValue {
    VegaLite.name("arm", VegaLite.colors(VegaLite.armColors(series)))
  }

  private var dash: JSONValue {
    let paper = isWithPaper ? [(Self.paper, [1, 3])] : []
    let all = lines.map { ($0.name, $0.dash) } + paper
    return VegaLite.name(
      "line",
      [
        "title": nil,
        "scale": [
          "domain": .array(all.map { .string($0.0) }),
          "range": .array(all.map { .array($0.1.map(JSONValue.integer)) }),
        ],
        "legend": all.count > 1 ? ["symbolType": "stroke", "symbolSize": 400] : nil,
      ])
  }

  private func band(_ names: [String]) -> JSONValue {
    [
      "transform": [VegaLite.only("line", names)],
      "mark": ["type": "area", "opacity": 0.14],
      "encoding": [
        "x": x, "y": VegaLite.rate("low", title: rate), "y2": ["field": "high"], "color": color,
        "detail": [VegaLite.name("series"), VegaLite.name("line")],
      ],
    ]
  }

  private func stroke(_ names: [String], mark: JSONObject) -> JSONValue {
    var mark = mark
    mark["type"] = "line"
    mark["interpolate"] = "linear"
    return [
      "transform": [VegaLite.only("line", names)], "mark": .object(mark),
      "encoding": [
        "x": x, "y": VegaLite.rate("rate", title: rate), "color": color, "strokeDash": dash,
        "detail": VegaLite.name("series"),
      ],
    ]
  }

  private func points(_ names: [String]) -> JSONValue {
    [
      "transform": [VegaLite.only("line", names)],
      "mark": ["type": "point", "filled": true, "size": 26, "opacity": 1],
      "encoding": [
        "x": x, "y": VegaLite.rate("rate", title: rate), "color": color,
        "detail": VegaLite.name("series"),
        "tooltip": [
          VegaLite.name("series", title: "model"), VegaLite.name("line", title: "measured"),
          VegaLite.quantity(count, title: tokens, ["format": ",.0f"]),
          VegaLite.quantity("rate", title: "rate", ["format": ".1%"]),
          VegaLite.quantity("low", title: "95 % from", ["format": ".1%"]),
          VegaLite.quantity("high", title: "to", ["format": ".1%"]),
          VegaLite.quantity("n", title: "n"), VegaLite.name("basis", title: "over"),
        ],
      ],
    ]
  }
}
