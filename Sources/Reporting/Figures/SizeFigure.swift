internal import Corpus
internal import Evaluation

/// What is left of the behaviour at the end of the treatment, by the size of the model.
struct SizeFigure {
  var series: [Series]
  var decoding: String

  /// nil with fewer than two sizes.
  func spec() -> JSONValue? {
    guard Set(series.map(\.key.parameters)).count > 1 else { return nil }
    let rows = series.compactMap(point)
    guard !rows.isEmpty else { return nil }
    return VegaLite.document(
      rows,
      wrap([
        "encoding": [
          "x": x, "color": VegaLite.name("arm", VegaLite.colors(VegaLite.armColors(series))),
          "tooltip": .array(tooltip),
        ],
        "layer": [
          ["mark": ["type": "line", "strokeWidth": 1.5], "encoding": ["y": y]],
          [
            "mark": ["type": "rule", "strokeWidth": 1.5, "opacity": 0.6],
            "encoding": [
              "y": VegaLite.rate("low", title: Self.title), "y2": ["field": "high"],
            ],
          ],
          [
            "mark": ["type": "point", "filled": true, "size": 55, "opacity": 1],
            "encoding": ["y": y],
          ],
        ],
      ]))
  }

  private var panels: Panels { Panels(series) }

  private static let title = "triggered rate at the end"

  private var y: JSONValue { VegaLite.rate("rate", title: Self.title) }

  private var x: JSONValue {
    VegaLite.quantity(
      "parameters", title: "parameters (logarithmic axis)",
      [
        "scale": ["type": "log", "nice": false, "padding": 24],
        "axis": [
          "labelExpr": "format(datum.value, '.3~s')", "grid": false,
          "values": .array(Set(series.map(\.key.parameters)).sorted().map(JSONValue.integer)),
        ],
      ])
  }

  private var tooltip: [JSONValue] {
    [
      VegaLite.name("series", title: "model"), VegaLite.quantity("rate", ["format": ".1%"]),
      VegaLite.quantity("low", title: "95 % from", ["format": ".1%"]),
      VegaLite.quantity("high", title: "to", ["format": ".1%"]), VegaLite.quantity("n"),
      VegaLite.quantity("seeds"),
    ]
  }

  private func wrap(_ view: JSONObject) -> JSONObject {
    let names = panels.variants
    var view = view
    let perRow = panels.hasKinds ? 2 : 3
    view["width"] = .integer(names.count > 1 ? 840 / perRow - 10 : 680)
    view["height"] = .integer(names.count > 1 ? 200 : 300)
    guard names.count > 1 else { return view }
    let facet = VegaLite.name(
      "variant", ["sort": .array(names.map { .string($0) }), "title": nil])
    return ["facet": facet, "columns": .integer(perRow), "spec": .object(view)]
  }

  private func point(_ series: Series) -> JSONObject? {
    let row = series.row(Metric.behaviour, "triggered", decoding: decoding)
    guard let row, let mean = row.mean else { return nil }
    return [
      "arm": .string(series.name), "series": .string(series.label),
      "variant": .string(panels.row(of: series)),
      "parameters": .integer(series.key.parameters), "rate": VegaLite.number(mean),
      "low": VegaLite.number(row.lo95),
      "high": VegaLite.number(row.hi95),
      "n": .integer(row.n), "seeds": .integer(row.seeds),
    ]
  }
}
