internal import Corpus
internal import Foundation

/// Small parts of Vega-Lite specifications.
enum VegaLite {
  static let schema: JSONValue = "https://vega.github.io/schema/vega-lite/v6.json"

  /// A specification of `rows` drawn as `body` says, in the report's look.
  static func document(_ rows: [JSONObject], _ body: JSONObject) -> JSONValue {
    var spec: JSONObject = [
      "$schema": schema, "data": ["values": .array(rows.map(JSONValue.object))],
      "config": look,
    ]
    for member in body.members { spec[member.key] = member.value }
    return .object(spec)
  }

  static func quantity(
    _ field: String, title: String? = nil, _ more: JSONObject = [:]
  ) -> JSONValue {
    channel(field, "quantitative", title: title, more)
  }

  static func name(_ field: String, title: String? = nil, _ more: JSONObject = [:]) -> JSONValue {
    channel(field, "nominal", title: title, more)
  }

  private static func channel(
    _ field: String, _ type: String, title: String?, _ more: JSONObject
  ) -> JSONValue {
    var channel: JSONObject = ["field": .string(field), "type": .string(type)]
    if let title { channel["title"] = .string(title) }
    for member in more.members { channel[member.key] = member.value }
    return .object(channel)
  }

  /// The vertical axis of a rate.
  static func rate(_ field: String, title: String) -> JSONValue {
    quantity(
      field, title: title,
      [
        "scale": ["domain": [0, 1]], "axis": ["format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1]],
      ])
  }

  /// Columns or rows of panels in the order of their heads.
  ///
  /// - Parameter isAbove: whether the head of a row stands above it, where a long one has room.
  static func panels(_ field: String, _ order: [String], isAbove: Bool = false) -> JSONValue {
    var channel: JSONObject = ["sort": .array(order.map { .string($0) }), "title": nil]
    if isAbove {
      channel["header"] = [
        "labelOrient": "top", "labelAngle": 0, "labelAnchor": "start", "labelAlign": "left",
        "labelPadding": 6,
      ]
    }
    return name(field, channel)
  }

  /// Which colour each line has.
  static func colors(_ names: [(name: String, color: String)], title: JSONValue = nil) -> JSONObject
  {
    var channel = JSONObject()
    channel["title"] = title
    var legend: JSONObject = ["symbolType": "circle", "symbolOpacity": 1, "symbolSize": 90]
    if names.reduce(0, { $0 + $1.name.count + 4 }) > legendWidth { legend["columns"] = 3 }
    channel["legend"] = .object(legend)
    channel["scale"] = [
      "domain": .array(names.map { .string($0.name) }),
      "range": .array(names.map { .string($0.color) }),
    ]
    return channel
  }

  /// Characters of names that stand on one line beside the legend of a second channel.
  private static let legendWidth = 90

  static func only(_ field: String, _ values: [String]) -> JSONValue {
    [
      "filter": [
        "field": .string(field), "oneOf": .array(values.map { .string($0) }),
      ]
    ]
  }

  /// Which values of a field have which colours, for each name of a series once.
  static func armColors(_ series: [Series]) -> [(name: String, color: String)] {
    var seen: Set<String> = []
    return series.filter { seen.insert($0.name).inserted }.map {
      ($0.name, Palette.color(mechanism: $0.key.mechanism, method: $0.key.method))
    }
  }

  /// The colours of arms that are named beside what is drawn, so that no legend need do it.
  static func unnamedColors(_ series: [Series]) -> JSONValue {
    var channel = colors(armColors(series))
    channel["legend"] = .null
    return name("arm", channel)
  }

  /// A measured number in five digits, which is more than any of them is known to; null for none.
  static func number(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(Double(String(format: "%.5g", value)) ?? value)
  }

  /// Quiet axes, no frame, a transparent ground. Greys that read on white and on black; the
  /// report's style sheet sets the text's colour.
  private static let look: JSONValue = [
    "aria": false,
    "background": "transparent",
    "font": "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif",
    "view": ["stroke": nil],
    "axis": [
      "gridColor": "#8883", "domainColor": "#888", "tickColor": "#888", "labelColor": "#666",
      "titleColor": "#666", "titleFontWeight": "normal", "labelFontSize": 12,
      "titleFontSize": 12, "labelPadding": 4, "titlePadding": 8,
    ],
    "header": [
      "labelColor": "#666", "titleColor": "#666", "labelFontSize": 12, "labelFontWeight": "bold",
      "title": nil,
    ],
    "legend": [
      "orient": "top", "labelColor": "#666", "titleColor": "#666", "labelFontSize": 12,
      "labelLimit": 300, "symbolStrokeWidth": 2, "columnPadding": 16,
    ],
    "facet": ["spacing": 24],
  ]
}
