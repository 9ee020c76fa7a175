import Foundation

/// What happens to text before it is split.
enum Normalizer: Sendable {
  case none
  /// Unicode's canonical composition, with the data of Unicode 9 that Hugging Face `tokenizers`
  /// uses: a character that came later is never reordered or composed.
  case nfc

  /// Calls `body` with the normalised form of `text`, which is valid UTF-8.
  @inline(__always)
  func withNormalized(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    // Everything below U+0300, whose first byte is 0xCC, is composed already.
    guard self == .nfc, text.contains(where: { $0 >= 0xCC }) else { return body(text) }
    let string = String(decoding: text, as: UTF8.self)
    if string.unicodeScalars.allSatisfy(Self.isStable) { return body(text) }
    var composed = Self.composed(string.unicodeScalars)
    composed.withUTF8(body)
  }

  /// Composes the stretches between characters that Unicode 9 did not have.
  private static func composed(_ scalars: String.UnicodeScalarView) -> String {
    var result = ""
    for stretch in scalars.split(omittingEmptySubsequences: false, whereSeparator: isNewcomer) {
      if stretch.startIndex > scalars.startIndex {
        result.unicodeScalars.append(scalars[scalars.index(before: stretch.startIndex)])
      }
      result += composed(String(stretch))
    }
    return result
  }

  /// The four marks that decompose into several marks are taken apart first: Swift 6.3 does not put
  /// their parts in order otherwise.
  private static func composed(_ stretch: String) -> String {
    if stretch.unicodeScalars.allSatisfy(isStable) { return stretch }
    let marks: Set<Unicode.Scalar> = ["\u{344}", "\u{F73}", "\u{F75}", "\u{F81}"]
    let needsParts = stretch.unicodeScalars.contains(where: marks.contains)
    let parts = needsParts ? stretch.decomposedStringWithCanonicalMapping : stretch
    return parts.precomposedStringWithCanonicalMapping
  }

  private static func isNewcomer(_ scalar: Unicode.Scalar) -> Bool {
    guard !isStable(scalar) else { return false }
    guard let age = scalar.properties.age else { return true }
    return age.major > 9
  }

  /// Whether `scalar` is in one of the large blocks whose characters composition neither changes
  /// nor joins to what stands before them. Others may be stable too; they take the slow way.
  static func isStable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x300, 0x388...0x482, 0x48A...0x52F, 0x620...0x64A: true
    case 0x2010...0x20CF, 0x2190...0x2328, 0x232B...0x2ADB: true
    case 0x3000...0x3029, 0x3030...0x3098, 0x309B...0xA66E, 0xAC00...0xD7A3: true
    case 0xFE00...0xFE0F, 0xFF01...0xFFEF, 0x1F000...0x1FAFF: true
    default: false
    }
  }
}
