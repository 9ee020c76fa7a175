import Diagnostics

extension SplitPattern {
  /// The patterns of the families this module knows by name.
  enum Family {
    /// GPT-2 (Radford et al. 2019), what `ByteLevel` applies with `use_regex`.
    static let gpt2 = #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

    /// Llama 3: digits in groups of up to three.
    static let llama3 =
      #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"#
      + #"|\s*[\r\n]+|\s+(?!\S)|\s+"#

    /// Qwen 2 and 3: each digit on its own.
    static let qwen2 =
      #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"#
      + #"|\s*[\r\n]+|\s+(?!\S)|\s+"#
  }

  /// Unicode's White_Space. PCRE2's own `\s` also has U+180E.
  private static let whiteSpace =
    #"\t-\r\x20\x85\xA0\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}"#

  /// `source` in PCRE2's terms: `\s`, `\S`, `\p{L}` and `\p{N}` become the exact sets that Hugging
  /// Face `tokenizers` means by them. What PCRE2 reads differently, and what could make a match
  /// fail for other reasons than the text (verbs, recursion, back-references), is refused.
  static func pcre2Dialect(of source: String, file: String, key: String) throws -> String {
    var result = ""
    var rest = Substring(source)
    var isInClass = false
    while let character = rest.first {
      if let (escape, replacement) = replacement(at: rest, inClass: isInClass) {
        result += replacement
        rest.removeFirst(escape.count)
        continue
      }
      if let flaw = flaw(at: rest, inClass: isInClass) {
        throw InputError(
          file, key: key, "\(flaw) is not supported",
          expected: "the split pattern of a GPT-2, Llama 3 or Qwen tokenizer")
      }
      let length = character == "\\" && rest.count > 1 ? 2 : 1
      if length == 1, character == "[" { isInClass = true }
      if length == 1, character == "]" { isInClass = false }
      result += rest.prefix(length)
      rest.removeFirst(length)
    }
    return result
  }

  /// What at the start of `rest` is outside the common ground of the two libraries.
  private static func flaw(at rest: Substring, inClass: Bool) -> String? {
    if inClass {
      let isSetOperation = rest.hasPrefix("[") || rest.hasPrefix("&&")
      if isSetOperation { return "a set operation inside a character class" }
    } else if rest.hasPrefix("(*") {
      return "a verb '(*…)'"
    } else if rest.hasPrefix("(?") {
      let isKnown = rest.prefixMatch(of: /\(\?(:|=|!|<=|<!|>|[imsx-]+[:)])/) != nil
      if !isKnown { return "the group '\(rest.prefix(4))…'" }
    }
    guard rest.first == "\\", let letter = rest.dropFirst().first else { return nil }
    let isPlain = letter.isASCII && !letter.isLetter && !letter.isNumber
    return isPlain || "sSdDwWbBrntfpPx".contains(letter) ? nil : "the escape '\\\(letter)'"
  }

  private static func replacement(
    at rest: Substring, inClass: Bool
  ) -> (escape: String, replacement: String)? {
    let sets = [
      (#"\s"#, whiteSpace),
      (#"\p{L}"#, #"\p{L}"# + UnicodeSupplement.letters),
      (#"\p{N}"#, #"\p{N}"# + UnicodeSupplement.numbers),
    ]
    for (escape, set) in sets where rest.hasPrefix(escape) {
      return (escape, inClass ? set : "[\(set)]")
    }
    if rest.hasPrefix(#"\S"#), !inClass { return (#"\S"#, "[^\(whiteSpace)]") }
    return nil
  }
}
