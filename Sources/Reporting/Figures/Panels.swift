internal import Corpus

/// The small multiples of a figure: a column for each size, a row for each kind of treatment and
/// variant.
struct Panels {
  var sizes: [String]
  /// What stands over the rows.
  var variants: [String]
  /// Of the series with several kinds of treatment, whose budgets have nothing in common.
  let hasKinds: Bool
  /// Whether the heads of rows stand above them, where long ones have room.
  private let isHeadAbove: Bool
  /// Of all panels together, in the units of the page.
  private static let width = 960

  init(_ series: [Series]) {
    sizes = []
    for one in series.sorted(by: { $0.key.parameters < $1.key.parameters })
    where !sizes.contains(one.key.size) { sizes.append(one.key.size) }
    let kinds = series.treatmentKinds
    hasKinds = kinds.count > 1
    isHeadAbove = series.contains(where: \.namesTreatment)
    variants = kinds.flatMap { kind in
      var all: [Variant] = []
      for one in series where one.treatment == kind && !all.contains(one.key.variant) {
        all.append(one.key.variant)
      }
      return all.sorted { $0 < $1 }.map { Self.row(kind, $0, hasKinds: kinds.count > 1) }
    }
  }

  /// Which row `series` stands in.
  func row(of series: Series) -> String {
    Self.row(series.treatment, series.key.variant, hasKinds: hasKinds)
  }

  private static func row(_ kind: Treatment, _ variant: Variant, hasKinds: Bool) -> String {
    [hasKinds ? kind.name : "", variant.text].filter { !$0.isEmpty }.joined(separator: " · ")
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
    if sizes.count > 1 { facet["column"] = VegaLite.panels("size", sizes) }
    if variants.count > 1 {
      facet["row"] = VegaLite.panels("variant", variants, isAbove: isHeadAbove)
    }
    var whole: JSONObject = ["facet": .object(facet), "spec": .object(view)]
    if hasKinds { whole["resolve"] = ["scale": ["x": "independent"]] }
    return whole
  }
}
