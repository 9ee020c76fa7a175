internal import Evaluation

/// A section of the report. It is always there: where its data is missing, it says what is missing.
struct Section {
  var id: String
  var title: String
  var body: HTML

  var html: HTML {
    """
    <section id="\(id)">
    <h2>\(title)</h2>
    \(body)
    </section>
    """
  }

  static func missing(_ text: String) -> HTML { "<p class=\"missing\">\(text)</p>" }
}

/// What the sections are made from.
struct ReportContext {
  var input: ReportInput
  var results: Results
  var figures: FigureSet
  var drawing: FigureRenderer.Drawing
  /// Why nothing could be drawn; nil when it could.
  var drawingProblem: String?

  /// The decoding that rates of the behaviour are reported in, and that of accuracies.
  var decoding: String {
    ResultRow.decoding(of: Metric.behaviour, in: results.rows, preferred: ["sampled", "greedy"])
  }
  var accuracyDecoding: String {
    ResultRow.decoding(of: Metric.accuracy, in: results.rows, preferred: ["greedy", "sampled"])
  }

  var behaviour: BehaviourWords { BehaviourWords(results, input.recipe) }
}

extension ReportContext {
  /// The figure `name` with its caption; in its place, where it cannot be, why.
  func figure(_ name: String, absent: String) -> HTML {
    guard let figure = figures[name] else { return Section.missing(absent) }
    return """
      <figure id="figure-\(name)">
      <div class="canvas" role="img" aria-label="\(figure.alternative)">\(canvas(name))</div>
      <figcaption>\(figure.caption) \
      <span class="files">figures/\(name).svg · figures/\(name).json</span></figcaption>
      </figure>
      """
  }

  private func canvas(_ name: String) -> HTML {
    if let image = drawing.images[name] { return SVGImage(image).inline(as: name) }
    let reason = drawingProblem ?? drawing.failures[name] ?? "the renderer gave nothing back"
    return """
      <p class="missing">This figure was not drawn: \(reason). Its specification with the data is \
      in figures/\(name).json.</p>
      """
  }
}
