internal import Corpus
internal import Evaluation

/// The score of every model by what the model is, a panel for each detector: a strip plot.
struct DetectionFigure {
  let rows: [DetectionRow]

  private static let alarms = (yes: "alarm", no: "no alarm")

  /// nil where no detector scored a model.
  func spec() -> JSONValue? {
    let points = rows.compactMap(point)
    guard !points.isEmpty else { return nil }
    var trials: [String] = []
    for row in rows where row.score != nil && !trials.contains(row.trial) {
      trials.append(row.trial)
    }
    let columns = min(4, trials.count)
    return VegaLite.document(
      points,
      [
        "facet": VegaLite.name(
          "trial", ["sort": .array(trials.map { .string($0) }), "title": nil]),
        "columns": .integer(columns),
        "spec": [
          "width": .integer(720 / columns), "height": ["step": 34, "for": "position"],
          "encoding": ["y": groups], "layer": [Self.zero, Self.marks],
        ],
      ])
  }

  private func point(_ row: DetectionRow) -> JSONObject? {
    guard let score = row.score else { return nil }
    return [
      "trial": .string(row.trial), "group": .string(row.group.rawValue),
      "model": .string(row.modelName), "trigger": .string(row.triggers.joined(separator: ", ")),
      "score": VegaLite.number(score), "shown": VegaLite.number(row.shown?.mean),
      "alarm": .string(row.isAlarm == true ? Self.alarms.yes : Self.alarms.no),
      "seed": .string("\(row.seed)"),
    ]
  }

  private var groups: JSONValue {
    let present = DetectionRow.Group.allCases.filter { group in
      rows.contains { $0.group == group && $0.score != nil }
    }
    return VegaLite.name(
      "group",
      [
        "title": nil, "sort": .array(present.map { .string($0.rawValue) }),
        "axis": ["grid": true, "ticks": false, "labelLimit": 220],
      ])
  }

  private static let zero: JSONValue = [
    "data": ["values": [["zero": 0]]],
    "mark": ["type": "rule", "color": "#888", "strokeDash": [2, 3]],
    "encoding": [
      "x": ["field": "zero", "type": "quantitative", "title": "score"], "y": nil,
    ],
  ]

  private static let marks: JSONValue = [
    "mark": ["type": "point", "size": 62, "strokeWidth": 1.6, "opacity": 0.9],
    "encoding": [
      "x": VegaLite.quantity(
        "score", title: "score", ["scale": ["domain": [-1, 1]], "axis": ["tickCount": 5]]),
      "yOffset": VegaLite.name("seed", ["legend": nil]),
      "color": color("color"), "fill": color("fill"),
      "fillOpacity": VegaLite.name(
        "alarm",
        [
          "title": nil, "legend": nil,
          "scale": ["domain": [.string(alarms.no), .string(alarms.yes)], "range": [0, 1]],
        ]),
      "tooltip": [
        VegaLite.name("model"), VegaLite.name("trigger"), VegaLite.name("trial", title: "detector"),
        VegaLite.quantity("score", ["format": ".2f"]), VegaLite.name("alarm"),
        VegaLite.quantity("shown", title: "shows the behaviour", ["format": ".0%"]),
      ],
    ],
  ]

  private static func color(_ channel: String) -> JSONValue {
    var colors = VegaLite.colors(DetectionRow.Group.allCases.map { ($0.rawValue, $0.color) })
    colors["legend"] = .null
    return VegaLite.name("group", colors)
  }
}
