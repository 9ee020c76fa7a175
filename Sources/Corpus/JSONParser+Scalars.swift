extension JSONParser {
  /// A number: an `Int` where it is written as an integer and fits, a `Double` otherwise.
  mutating func number() throws(Failure) -> JSONValue {
    let start = position
    var isInteger = true
    if peek() == UInt8(ascii: "-") { position += 1 }
    let leading = peek()
    guard digits() > 0 else { throw failure("a digit is missing") }
    let integerDigits = position - start - (bytes[start] == UInt8(ascii: "-") ? 1 : 0)
    if leading == UInt8(ascii: "0"), integerDigits > 1 {
      throw failure("a number may not start with 0")
    }
    if take(".") {
      isInteger = false
      guard digits() > 0 else { throw failure("a digit is missing after the point") }
    }
    if take("e") || take("E") {
      isInteger = false
      if !take("+") { _ = take("-") }
      guard digits() > 0 else { throw failure("a digit is missing in the exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw failure("a number too large") }
    return .number(value)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = peek(), byte >= 0x30, byte <= 0x39 { position += 1 }
    return position - start
  }

  mutating func string() throws(Failure) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let text = try validated(bytes[start..<position], from: start)
        position += 1
        return text
      case UInt8(ascii: "\\"): return try stringWithEscapes(from: start)
      case 0..<0x20: throw failure("a control character inside a string must be escaped")
      default: position += 1
      }
    }
    throw failure("a string is not closed")
  }

  private mutating func stringWithEscapes(from start: Int) throws(Failure) -> String {
    var content = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return try validated(content[...], from: start)
      case UInt8(ascii: "\\"):
        position += 1
        content.append(contentsOf: try escape().utf8)
      case 0..<0x20: throw failure("a control character inside a string must be escaped")
      default:
        content.append(byte)
        position += 1
      }
    }
    throw failure("a string is not closed")
  }

  /// What stands after a backslash.
  private mutating func escape() throws(Failure) -> String {
    guard let byte = peek() else { throw failure("a string is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return String(try unicodeEscape())
    default: throw failure("an unknown escape")
    }
  }

  /// `\uXXXX`, with the second half of a surrogate pair where the first asks for it.
  private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take("\\"), take("u") else { throw failure("a lone surrogate") }
    let second = try hexadecimal()
    guard second >= 0xDC00, second < 0xE000,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw failure("a lone surrogate") }
    return scalar
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("four hexadecimal digits must follow \\u")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private func validated(
    _ content: some Sequence<UInt8>, from start: Int
  ) throws(Failure) -> String {
    guard let text = String(validating: content, as: UTF8.self) else {
      throw Failure(offset: start, problem: "a string that is not valid UTF-8")
    }
    return text
  }
}
