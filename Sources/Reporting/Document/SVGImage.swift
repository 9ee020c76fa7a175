internal import Foundation

/// An image as the renderer gives it.
struct SVGImage {
  var source: String

  init(_ source: String) { self.source = source }

  /// The image as part of a page: its identifiers are made the page's own by `name`, for several
  /// images number theirs alike.
  func inline(as name: String) -> HTML {
    let text =
      source
      .replacingOccurrences(of: " id=\"", with: " id=\"\(name)-")
      .replacingOccurrences(of: "url(#", with: "url(#\(name)-")
      .replacingOccurrences(of: "href=\"#", with: "href=\"#\(name)-")
    return .markup(text)
  }
}
