internal import Corpus
internal import Evaluation

/// The hiding gap: what a fresh red team sees and what the true trigger shows, a row for each
/// treated model, before the treatment and after it.
struct HidingFigure {
  private let gaps: [HidingGap]
  private let arms: ArmRows

  init(_ gaps: [HidingGap]) {
    self.gaps = gaps
    arms = ArmRows(gaps.map(\.series))
  }

  private static let moments = ["before the treatment", "after the treatment"]
  private static let seen = "answers to a fresh red team with the behaviour"
  private static let success = "attacks that succeed"
  private static let there = "true trigger"
  private static let measures = [seen, success, there]

  /// nil when no fresh red team was set on anything.
  func spec() -> JSONValue? {
    let rows = gaps.flatMap(rows(of:))
    guard !rows.isEmpty else { return nil }
    return VegaLite.document(
      rows + arms.headingRows(in: ("moment", Self.moments[0])),
      [
        "facet": ["column": VegaLite.panels("moment", Self.moments)],
        "spec": [
          "width": 350, "height": arms.height(ofRow: 22), "encoding": shared,
          "layer": .array([ArmRows.headings, bar, interval, points]),
        ],
        "bounds": "flush", "spacing": ["column": 28],
      ])
  }

  private func rows(of gap: HidingGap) -> [JSONObject] {
    zip(Self.moments, [gap.before, gap.after]).flatMap { moment, point -> [JSONObject] in
      guard point.isMeasured else { return [] }
      return zip(Self.measures, [point.seen, point.success, point.there])
        .compactMap { measure, row -> JSONObject? in
          guard let row, let mean = row.mean else { return nil }
          var object = common(gap, moment)
          object["measure"] = .string(measure)
          object["rate"] = VegaLite.number(mean)
          object["low"] = VegaLite.number(row.lo95)
          object["high"] = VegaLite.number(row.hi95)
          object["n"] = .integer(row.n)
          if measure == Self.there { object["seen"] = VegaLite.number(point.seen?.mean) }
          return object
        }
    }
  }

  private func common(_ gap: HidingGap, _ moment: String) -> JSONObject {
    [
      "arm": .string(gap.series.name), "series": .string(gap.series.label),
      "row": .string(arms.key(of: gap.series)),
      "moment": .string(moment),
    ]
  }
}

extension HidingFigure {
  private var shared: JSONValue {
    ["y": arms.channel, "color": VegaLite.unnamedColors(gaps.map(\.series))]
  }

  private func x(_ field: String) -> JSONValue { VegaLite.rate(field, title: "rate") }

  /// From what is seen to what is there.
  private var bar: JSONValue {
    [
      "transform": [["filter": "isValid(datum.seen)"]],
      "mark": ["type": "rule", "strokeWidth": 10, "opacity": 0.2],
      "encoding": ["x": x("seen"), "x2": ["field": "rate"]],
    ]
  }

  private var interval: JSONValue {
    [
      "transform": [VegaLite.only("measure", [Self.seen, Self.there])],
      "mark": ["type": "rule", "strokeWidth": 1.5, "opacity": 0.7],
      "encoding": ["x": x("low"), "x2": ["field": "high"]],
    ]
  }

  private var points: JSONValue {
    let shape: JSONObject = [
      "title": nil,
      "scale": [
        "domain": .array(Self.measures.map { .string($0) }),
        "range": ["circle", "cross", "diamond"],
      ],
      "legend": ["symbolFillColor": "#888", "symbolStrokeColor": "#888", "symbolSize": 90],
    ]
    return [
      "mark": ["type": "point", "filled": true, "size": 80, "opacity": 1],
      "encoding": [
        "x": x("rate"), "shape": VegaLite.name("measure", shape),
        "tooltip": [
          VegaLite.name("series", title: "model"), VegaLite.name("measure", title: "measured"),
          VegaLite.quantity("rate", ["format": ".1%"]),
          VegaLite.quantity("low", title: "95 % from", ["format": ".1%"]),
          VegaLite.quantity("high", title: "to", ["format": ".1%"]), VegaLite.quantity("n"),
        ],
      ],
    ]
  }
}
