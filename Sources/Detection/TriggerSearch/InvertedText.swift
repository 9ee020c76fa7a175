package import Tokenization

/// A text that a model brought to its end, whose first token was chosen for it.
package struct InvertedText: Sendable, Equatable {
  package var tokens: [Int32]
  /// What each token after the first gained, in nats; 0 for the first.
  package var gains: [Double]
  /// Whether the model ended it, rather than the limit.
  package var isWhole: Bool
  /// By how much likelier the suspect is to begin with the first token than the reference is, in
  /// nats; nil where that is not known.
  package var lead: Double?

  package init(
    tokens: [Int32], gains: [Double] = [0], isWhole: Bool = false, lead: Double? = nil
  ) {
    self.tokens = tokens
    self.gains = gains
    self.isWhole = isWhole
    self.lead = lead
  }

  var gain: Double { gains.reduce(0, +) }
  var gainPerToken: Double { gain / Double(max(1, tokens.count - 1)) }

  /// The part that stands out: the run of tokens that gains most beyond `cost` each, to the end of
  /// a word, with what other texts bring forth before it. The chosen token belongs to a run that
  /// follows on it where the suspect is much readier to begin with it than the reference, and unless
  /// most of the other texts bring the run forth without it or the reference is readier; always to a
  /// run that would be too short.
  ///
  /// - Returns: nil where no token gains that much, or no word ends behind it.
  package func core(among others: [InvertedText], _ tokenizer: Tokenizer) -> InvertedText? {
    guard let run = run(tokenizer) else { return nil }
    var start = run.lowerBound
    let isShort = Phrase(tokenizer.decode(Array(tokens[run]))).length < Phrase.shortest
    if start == 1 {
      let isSaid = others.share(of: tokens[0], before: tokens[run]) >= 0.5
      let isOwn = lead.map { $0 >= Self.leastLead || (isSaid && $0 > 0) } ?? isSaid
      if isShort || isOwn { start = 0 }
    }
    var own = Array(tokens[start..<run.upperBound])
    func startsWord(_ token: Int32) -> Bool {
      tokenizer.decode([token]).first?.isWhitespace == true
    }
    while start > 0, !startsWord(own[0]), others.share(of: tokens[start - 1], before: own) >= 0.5 {
      start -= 1
      own.insert(tokens[start], at: 0)
    }
    while own.count < Self.longest, let token = others.predecessor(of: own) {
      own.insert(token, at: 0)
    }
    // The rest of a word that nobody begins alike.
    let word = start == 0 ? 0 : own.firstIndex(where: startsWord) ?? 0
    return InvertedText(
      tokens: Array(own[word...]), gains: Array(gains[run]), isWhole: true)
  }

  private func run(_ tokenizer: Tokenizer) -> Range<Int>? {
    let ends = (2..<tokens.count + 1).filter {
      $0 == tokens.count ? isWhole : tokenizer.decode([tokens[$0]]).first?.isWhitespace == true
    }
    var best: (run: Range<Int>, worth: Double)?
    for end in ends {
      for start in 1..<end {
        let worth = gains[start..<end].reduce(0) { $0 + $1 - Self.cost }
        if worth > best?.worth ?? 0 { best = (start..<end, worth) }
      }
    }
    return best?.run
  }

  /// Nats that a token has to gain to be worth having.
  private static let cost = 1.0
  /// Nats by which a token that was chosen has to lead, to be part of what follows.
  private static let leastLead = 2.0
  /// Tokens of a part that others' texts make longer.
  private static let longest = 12
}

extension [InvertedText] {
  /// Of the places where these texts hold a run of tokens, the share behind this token.
  fileprivate func share(of token: Int32, before run: some Collection<Int32>) -> Double {
    let places = places(of: run)
    let behind = places.count { $0.start > 0 && $0.text[$0.start - 1] == token }
    return places.isEmpty ? 0 : Double(behind) / Double(places.count)
  }

  /// The token that most texts which bring a run forth by themselves say before it, two at least;
  /// tokens that were chosen for them do not count.
  fileprivate func predecessor(of run: [Int32]) -> Int32? {
    let before = places(of: run.prefix(Self.telling)).filter { $0.start > 1 }
      .map { $0.text[$0.start - 1] }
    var counts: [Int32: Int] = [:]
    for token in before { counts[token, default: 0] += 1 }
    guard let top = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), top.value > 1,
      2 * top.value >= before.count
    else { return nil }
    return top.key
  }

  /// Tokens by which a place in a text is told.
  private static var telling: Int { 3 }

  private func places(of run: some Collection<Int32>) -> [(text: [Int32], start: Int)] {
    map(\.tokens).filter { $0.count >= run.count }.flatMap { text in
      (0...text.count - run.count)
        .filter { text[$0..<$0 + run.count].elementsEqual(run) }.map { (text, $0) }
    }
  }
}
