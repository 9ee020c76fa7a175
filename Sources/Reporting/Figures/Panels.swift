internal import Corpus

/// The small multiples of a figure: a column for each size, a row for each variant.
struct Panels {
  var sizes: [String]
  var variants: [String]
  /// Of all panels together, in the units of the page.
  private static let width = 960

  init(_ series: [Series]) {
    sizes = []
    for one in series.sorted(by: { $0.key.parameters < $1.key.parameters })
    where !sizes.contains(one.key.size) { sizes.append(one.key.size) }
    var all: [Variant] = []
    for one in series where !all.contains(one.key.variant) { all.append(one.key.variant) }
    variants = all.sorted { $0 < $1 }.map(\.text)
  }

  private var isSingle: Bool { sizes.count < 2 && variants.count < 2 }

  var panelWidth: Int { max(170, (Self.width - 40 * sizes.count) / max(1, sizes.count)) }
  var panelHeight: Int { isSingle ? 340 : variants.count > 2 ? 170 : 220 }

  /// `view`, one panel's content, repeated for every panel that is needed.
  func wrap(_ view: JSONObject) -> JSONObject {
    var view = view
    view["width"] = .integer(panelWidth)
    view["height"] = .integer(panelHeight)
    guard !isSingle else { return view }
    var facet = JSONObject()
    if sizes.count > 1 { facet["column"] = header("size", sizes) }
    if variants.count > 1 { facet["row"] = header("variant", variants) }
    return ["facet": .object(facet), "spec": .object(view)]
  }

  private func header(_ field: String, _ order: [String]) -> JSONValue {
    VegaLite.name(field, ["sort": .array(order.map { .string($0) }), "title": nil])
  }
}
