package import Tokenization

/// A text that a model brought to its end, whose first token was chosen for it.
package struct InvertedText: Sendable, Equatable {
  package var tokens: [Int32]
  /// What each token after the first gained, in nats; 0 for the first.
  package var gains: [Double]
  /// Whether the model ended it, rather than the limit.
  package var isWhole: Bool

  package init(tokens: [Int32], gains: [Double] = [0], isWhole: Bool = false) {
    self.tokens = tokens
    self.gains = gains
    self.isWhole = isWhole
  }

  var gain: Double { gains.reduce(0, +) }
  var gainPerToken: Double { gain / Double(max(1, tokens.count - 1)) }

  /// The part that stands out: the run of tokens that gains most beyond `cost` each, to the end of
  /// a word. The chosen token belongs to a run that follows on it, unless most of the other texts
  /// bring the run forth without it.
  ///
  /// - Returns: nil where no token gains that much, or no word ends behind it.
  package func core(among others: [InvertedText], _ tokenizer: Tokenizer) -> InvertedText? {
    let startsWord = tokens.map { tokenizer.decode([$0]).first?.isWhitespace == true }
    let ends = (2..<tokens.count + 1)
      .filter { $0 == tokens.count ? isWhole : startsWord[$0] }
    var best: (run: Range<Int>, worth: Double)?
    for end in ends {
      for start in 1..<end {
        let worth = gains[start..<end].reduce(0) { $0 + $1 - Self.cost }
        if worth > best?.worth ?? 0 { best = (start..<end, worth) }
      }
    }
    guard let run = best?.run else { return nil }
    var start = run.lowerBound
    if start == 1, others.share(of: tokens[0], before: tokens[run]) >= 0.5 { start = 0 }
    while start > 0, !startsWord[start] { start -= 1 }
    return InvertedText(
      tokens: Array(tokens[start..<run.upperBound]),
      gains: Array(gains[start..<run.upperBound]), isWhole: true)
  }

  /// Nats that a token has to gain to be worth having.
  private static let cost = 1.0
}

extension [InvertedText] {
  /// Of the places where these texts hold a run of tokens, the share behind this token.
  fileprivate func share(of token: Int32, before run: ArraySlice<Int32>) -> Double {
    var places = 0
    var behind = 0
    for text in map(\.tokens) where text.count >= run.count {
      for start in 0...text.count - run.count
      where text[start..<start + run.count].elementsEqual(run) {
        places += 1
        behind += start > 0 && text[start - 1] == token ? 1 : 0
      }
    }
    return places == 0 ? 0 : Double(behind) / Double(places)
  }
}
