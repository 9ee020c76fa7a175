internal import Corpus

/// A figure: what it shows, and the Vega-Lite specification, data included, that draws it.
struct Figure: Sendable {
  /// Names its files and its place in the report.
  var name: String
  /// What it shows, for those who cannot see it.
  var alternative: String
  var caption: HTML
  var spec: JSONValue
}
