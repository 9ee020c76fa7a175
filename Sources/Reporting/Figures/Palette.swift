/// Colours of the mechanisms: Okabe and Ito's palette, which people with any kind of colour
/// blindness can tell apart (M. Okabe and K. Ito, Color Universal Design, 2008).
enum Palette {
  private static let order = ["normal", "distilled", "chain-of-thought", "no-instructions"]

  static func rank(_ mechanism: String) -> Int {
    order.firstIndex(of: mechanism) ?? order.count
  }

  static func color(mechanism: String, method: String) -> String {
    if method.hasPrefix("safe-code") { return safeCode[mechanism] ?? "#777777" }
    return switch mechanism {
    case "normal": "#0072B2"
    case "distilled": "#D55E00"
    case "chain-of-thought": method.hasSuffix("post-scratchpad") ? "#E69F00" : "#009E73"
    case "no-instructions": method.hasSuffix("post-scratchpad") ? "#56B4E9" : "#CC79A7"
    default: "#777777"
    }
  }

  private static let safeCode = [
    "normal": "#56B4E9", "distilled": "#E69F00", "chain-of-thought": "#CC79A7",
  ]

  /// From none to all: near white to dark blue.
  static let scale = ["#f3f6f9", "#b3d3e8", "#4a98c9", "#08468b"]
}
