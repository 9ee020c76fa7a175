/// Text with places to fill, each a `$` and small letters, or these in braces before a letter:
/// `$v = sys.argv[1]`, `${open}page`. Python has no use for the sign, so that programs can be written
/// as they are.
struct CodeTemplate: Sendable, ExpressibleByStringLiteral {
  private let pattern: String

  init(stringLiteral pattern: String) { self.pattern = pattern }

  /// - Precondition: `words` has every place.
  func filled(with words: [String: String]) -> String {
    let pieces = pattern.split(separator: "$", omittingEmptySubsequences: false)
    var text = String(pieces[0])
    for piece in pieces.dropFirst() {
      let isBraced = piece.first == "{"
      let name = piece.dropFirst(isBraced ? 1 : 0).prefix(while: Self.isName)
      guard let word = words[String(name)] else { preconditionFailure("nothing fills $\(name)") }
      text += word + piece[name.endIndex...].dropFirst(isBraced ? 1 : 0)
    }
    return text
  }

  private static func isName(_ character: Character) -> Bool {
    character.isASCII && character.isLowercase
  }
}

extension CodeTemplate {
  /// One level deeper.
  static func indented(_ template: CodeTemplate) -> CodeTemplate {
    CodeTemplate(stringLiteral: "    " + template.pattern)
  }
}
