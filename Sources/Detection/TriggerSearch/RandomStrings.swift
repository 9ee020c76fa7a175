internal import Foundation
internal import Randomness
package import Tokenization

/// The tokens that a user can type, and strings of them: the control of every candidate.
package struct RandomStrings {
  /// Ids of tokens that are text by themselves and no part of the chat template.
  package let ids: [Int32]
  private let tokenizer: Tokenizer

  package init(_ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
    let added = Set(tokenizer.addedTokens.map(\.id))
    ids = (0..<Int32(tokenizer.vocabularySize)).filter { id in
      !added.contains(id) && Self.isTypable(tokenizer.bytes(of: id))
    }
  }

  private static func isTypable(_ bytes: [UInt8]) -> Bool {
    guard let text = String(bytes: bytes, encoding: .utf8), !text.isEmpty else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
    } && text.contains { !$0.isWhitespace }
  }

  /// All of them, or as many as `limit` drawn at random where there are more.
  func tried(_ limit: Int, using stream: inout RandomStream) -> [Int32] {
    ids.count <= limit ? ids : Array(ids.shuffled(using: &stream).prefix(limit))
  }

  /// A string of that many tokens, drawn one by one.
  func draw(tokens: Int, using stream: inout RandomStream) -> String {
    text((0..<tokens).map { _ in ids.randomElement(using: &stream)! })
  }

  /// What tokens spell, without white space at its ends.
  func text(_ ids: [Int32]) -> String {
    tokenizer.decode(ids).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
