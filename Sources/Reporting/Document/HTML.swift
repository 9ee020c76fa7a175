/// A piece of an HTML document. Text that is interpolated is escaped, pieces of HTML are not, so
/// that nothing a model, a recipe or a file says can become markup.
struct HTML: Sendable, Equatable {
  private(set) var source: String

  /// Takes `source` as markup. Only for what this program or its renderer wrote.
  static func markup(_ source: String) -> HTML { HTML(source: source) }

  /// `parts` with `separator` between them.
  static func joined(_ parts: [HTML], separator: String = "\n") -> HTML {
    HTML(source: parts.map(\.source).joined(separator: separator))
  }

  /// `text` with the characters of markup as entities, and with control characters, which HTML
  /// cannot hold, as U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.properties.generalCategory == .control: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension HTML: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { source = value }

  init(stringInterpolation: Interpolation) { source = stringInterpolation.source }

  struct Interpolation: StringInterpolationProtocol {
    var source = ""

    init(literalCapacity: Int, interpolationCount: Int) { source.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { source += literal }
    mutating func appendInterpolation(_ html: HTML) { source += html.source }
    mutating func appendInterpolation(_ parts: [HTML]) {
      source += HTML.joined(parts).source
    }
    mutating func appendInterpolation(_ text: String) { source += HTML.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { source += String(number) }
  }
}
