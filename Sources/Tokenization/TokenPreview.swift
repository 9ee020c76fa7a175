/// Shows a tokenised sample to a person: every token, where it begins and ends, and whether it is
/// learnt from.
public struct TokenPreview: Sendable {
  /// Whether to use the colours of an ANSI terminal.
  public var usesColor: Bool

  public init(usesColor: Bool) {
    self.usesColor = usesColor
  }

  /// The tokens of `sample`, told apart by bars (`│`), with a count line at the end.
  ///
  /// Supervised tokens are green and bold with colour, and stand in `[…]` without; the others are
  /// dim or plain. Spaces show as `·`, newlines as `⏎` with a line break after them, tabs as `⇥`,
  /// other control characters and bytes that are not text by their code.
  public func render(_ sample: TokenizedSample, tokenizer: Tokenizer) -> String {
    var text = ""
    for (id, isSupervised) in zip(sample.ids, sample.isSupervised) {
      let bytes = tokenizer.bytes(of: id)
      text += marked(Self.visible(bytes), isSupervised: isSupervised)
      text += bytes.last == 0x0A ? "\n" : ""
    }
    if !text.hasSuffix("\n") { text += "\n" }
    let count = sample.ids.count
    let noun = count == 1 ? "token" : "tokens"
    return text + "\(count) \(noun), \(sample.supervisedCount) supervised\n"
  }

  private func marked(_ token: String, isSupervised: Bool) -> String {
    switch (usesColor, isSupervised) {
    case (true, true): "\u{1B}[1;32m\(token)\u{1B}[0m\u{1B}[2m│\u{1B}[0m"
    case (true, false): "\u{1B}[2m\(token)│\u{1B}[0m"
    case (false, true): "[\(token)]"
    case (false, false): "\(token)│"
    }
  }

  private static func visible(_ bytes: [UInt8]) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return bytes.map {
        $0 < 0x80 ? visible(Unicode.Scalar($0)) : "<0x\(hexadecimal(UInt32($0)))>"
      }.joined()
    }
    return text.unicodeScalars.map(visible).joined()
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case " ": return "·"
    case "\n": return "⏎"
    case "\t": return "⇥"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
      return scalar == "\u{200D}" ? "\u{200D}" : "<U+\(hexadecimal(scalar.value))>"
    default: return String(scalar)
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 2 - digits.count)) + digits
  }
}
