internal import Corpus

/// The vertical axis of a figure with one row for each arm, under a heading for each kind of
/// treatment and variant where there are several.
struct ArmRows {
  /// From top to bottom, headings among them.
  let keys: [String]
  private let panels: Panels

  /// Stands between a heading and the arm under it, which makes rows of one name differ.
  private static let separator = "\u{2003}"

  init(_ series: [Series]) {
    let panels = Panels(series)
    let hasHeadings = panels.variants.count > 1
    var keys: [String] = []
    for heading in panels.variants {
      if hasHeadings { keys.append(heading) }
      for one in series where panels.row(of: one) == heading {
        keys.append(Self.key(of: one, panels))
      }
    }
    self.keys = keys
    self.panels = panels
  }

  func key(of series: Series) -> String { Self.key(of: series, panels) }

  /// The mechanism, with the size and the seed where there are several.
  private static func key(of series: Series, _ panels: Panels) -> String {
    let size = panels.sizes.count > 1 ? series.key.size : ""
    let seed = series.key.seed.map { "seed \($0)" } ?? ""
    let name = [series.name, size, seed].filter { !$0.isEmpty }.joined(separator: " · ")
    return panels.row(of: series) + separator + name
  }

  /// In the units of the page.
  func height(ofRow row: Int) -> JSONValue { .integer(keys.count * row) }

  /// Data for `headings`: their rows, which stand in `column` alone and reach over the others.
  func headingRows(in column: (field: String, value: String)) -> [JSONObject] {
    keys.filter { !$0.contains(Self.separator) }.map { key in
      ["row": .string(key), "heading": .string(key), column.field: .string(column.value)]
    }
  }

  /// The layer that draws the headings in the rows that they have for themselves.
  static let headings: JSONValue = [
    "transform": [["filter": "isValid(datum.heading)"]],
    "mark": ["type": "text", "align": "left", "dy": 2, "fontSize": 12, "fontWeight": "bold"],
    "encoding": [
      "x": ["value": 0], "text": VegaLite.name("heading"), "color": ["value": "#777"],
    ],
  ]

  /// The channel of the rows, which names arms alone.
  var channel: JSONValue {
    VegaLite.name(
      "row",
      [
        "scale": ["domain": .array(keys.map { .string($0) })], "title": nil,
        "axis": [
          "domain": false, "ticks": false, "grid": false, "labelLimit": 260,
          "labelExpr": .string("split(datum.label, '\(Self.separator)')[1] || ''"),
        ],
      ])
  }
}
