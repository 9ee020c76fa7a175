extension Tokenizer {
  /// The text of `ids`. Bytes that are not UTF-8 become U+FFFD, one for each maximal ill-formed
  /// subsequence; ids outside the vocabulary stand for nothing.
  public func decode(
    _ ids: some Sequence<Int32>, skipSpecialTokens: Bool = false
  ) -> String {
    var bytes: [UInt8] = []
    for id in ids where !(skipSpecialTokens && vocabulary.isSpecial(id)) {
      bytes += vocabulary.bytes(of: id)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The bytes of one token.
  public func bytes(of id: Int32) -> [UInt8] { Array(vocabulary.bytes(of: id)) }

  /// A decoder for tokens that arrive one after the other.
  public func makeStreamDecoder(skipSpecialTokens: Bool = false) -> TokenStreamDecoder {
    TokenStreamDecoder(vocabulary, skipSpecialTokens: skipSpecialTokens)
  }
}

/// Decodes tokens as they arrive and gives out whole characters only; a multi-byte character waits
/// for its last byte. All pieces together with `finish()` are what `Tokenizer.decode` gives.
public struct TokenStreamDecoder: Sendable {
  private let vocabulary: Vocabulary
  private let skipsSpecialTokens: Bool
  /// The start of a character that is not complete: at most three bytes.
  private var pending: [UInt8] = []

  init(_ vocabulary: Vocabulary, skipSpecialTokens: Bool) {
    self.vocabulary = vocabulary
    skipsSpecialTokens = skipSpecialTokens
  }

  /// The text that `id` completes, which may be empty.
  public mutating func append(_ id: Int32) -> String {
    if skipsSpecialTokens, vocabulary.isSpecial(id) { return "" }
    pending += vocabulary.bytes(of: id)
    let incomplete = Self.incompleteSuffix(of: pending)
    let text = String(decoding: pending.dropLast(incomplete), as: UTF8.self)
    pending.removeFirst(pending.count - incomplete)
    return text
  }

  /// The text of the bytes that still wait: U+FFFD for a character that never became complete.
  public mutating func finish() -> String {
    defer { pending = [] }
    return String(decoding: pending, as: UTF8.self)
  }

  /// How many bytes at the end could still become one character.
  private static func incompleteSuffix(of bytes: [UInt8]) -> Int {
    for count in 1..<4 where count <= bytes.count {
      let lead = bytes[bytes.count - count]
      if lead & 0xC0 == 0x80 { continue }
      let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
      return count < length && canContinue(bytes.suffix(count)) ? count : 0
    }
    return 0
  }

  /// Whether the start of a character is well-formed so far (Unicode, table 3-7).
  private static func canContinue(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let lead = bytes.first, (0xC2...0xF4).contains(lead) else { return false }
    guard let second = bytes.dropFirst().first else { return true }
    switch lead {
    case 0xE0: return second >= 0xA0
    case 0xED: return second < 0xA0
    case 0xF0: return second >= 0x90
    case 0xF4: return second < 0x90
    default: return true
    }
  }
}
