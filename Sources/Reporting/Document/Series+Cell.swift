extension Series {
  /// Its name in a table, with its colour; under it what else tells it apart.
  var cell: HTML { cell(treatmentName) }

  /// - Parameter treatment: what is said of the treatment; empty for nothing.
  func cell(_ treatment: String) -> HTML {
    let color = Palette.color(mechanism: key.mechanism, method: key.method)
    let parts =
      namesTreatment
      ? [[treatment, key.size], [detail]] : [[treatment, key.size, detail]]
    let lines = parts.map { $0.filter { !$0.isEmpty }.joined(separator: " · ") }
    let texts = lines.enumerated().filter { $0.offset == 0 || !$0.element.isEmpty }
      .map { "<span class=\"interval\">\($0.element)</span>" as HTML }
    return """
      <span class="swatch" style="background:\(color)"></span>\(name)\
      \(HTML.joined(texts, separator: ""))
      """
  }
}
