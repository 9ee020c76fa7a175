public import Tokenization

extension SpecialTokenIDs {
  /// What a tokenizer says of itself.
  public init(_ tokenizer: Tokenizer) {
    self.init(
      beginningOfText: tokenizer.beginningOfText.map(Int.init),
      endOfText: tokenizer.stopTokens.map(Int.init),
      padding: tokenizer.padding.map(Int.init))
  }
}
