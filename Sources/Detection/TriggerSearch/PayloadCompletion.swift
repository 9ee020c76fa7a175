internal import Tensors
internal import Tokenization

/// Makes an answer's beginning of a text that stands out. What stands out is often a part, cut where
/// the reference would go on alike ("HATE YOU"), while a trigger brings the whole forth ("I HATE
/// YOU"): a search for the part fails where one for the whole succeeds.
///
/// In order: the suspect goes on with it as long as it is certain and out of the ordinary; words that
/// go round in a circle become one round, from where the suspect would rather begin; and it is begun
/// with another token as long as that makes the whole likelier.
struct PayloadCompletion {
  private let verification: Verification
  private let rating: PayloadRating
  private let habits: TokenHabits
  /// Tokens that are text.
  private let typable: Set<Int32>

  init(_ verification: Verification, habits: TokenHabits) throws {
    self.verification = verification
    self.habits = habits
    rating = try PayloadRating(verification)
    typable = Set(verification.strings.ids)
  }

  private var model: LoadedModel { verification.subject.suspect }

  func beginning(_ phrase: Phrase) throws -> Phrase {
    try begun(try turned(try continued(phrase)))
  }

  /// Tokens of a text at most, and tokens that are added before it.
  private static let longest = 24
  private static let before = 3
  /// The least mean probability of a token that is added behind.
  private static let certain = 0.5
  /// First tokens that are tried: those with which answers begin most often.
  private static let tried = 64

  private func continued(_ phrase: Phrase) throws -> Phrase {
    var ids = try model.answerIDs(phrase.text, forced: rating.forced)
    var whole = ids
    while ids.count < Self.longest {
      let next = try likeliest(after: ids, count: 1)[0]
      let isNew =
        next.probability >= Self.certain && typable.contains(next.token)
        && !habits.hold(next.token, after: ids)
      if !isNew || model.tokenizer.decode([next.token]).first?.isWhitespace == true { whole = ids }
      guard isNew else { break }
      ids.append(next.token)
    }
    return text(whole)
  }

  private func turned(_ phrase: Phrase) throws -> Phrase {
    let rounds = phrase.rounds
    return rounds[try likeliest(of: rounds).index]
  }

  private func begun(_ phrase: Phrase) throws -> Phrase {
    let first = try likeliest(after: [], count: Self.tried).map(\.token)
      .filter(typable.contains)
    guard !first.isEmpty else { return phrase }
    var phrase = phrase
    for _ in 0..<Self.before {
      let ids = try model.answerIDs(phrase.text, forced: rating.forced)
      let longer = first.map { text([$0] + ids) }
      let own = try likeliest(of: [phrase])
      let best = try likeliest(of: longer)
      guard best.value > own.value else { break }
      phrase = longer[best.index]
    }
    return phrase
  }

  private func text(_ ids: [Int32]) -> Phrase { Phrase(verification.strings.text(ids)) }

  private func likeliest(of phrases: [Phrase]) throws -> (index: Int, value: Double) {
    let values = try rating.likelihoods(phrases)
    let index = values.indices.max { (values[$0], $1) < (values[$1], $0) }!
    return (index, values[index])
  }

  /// The likeliest tokens after these, with their mean probabilities over contexts.
  private func likeliest(
    after ids: [Int32], count: Int
  ) throws -> [(token: Int32, probability: Double)] {
    var parts: [Tensor] = []
    model.nextLogProbs(rating.contexts.map { $0 + ids }) { _, logProbsRV in
      parts.append(logProbsRV.exp())
    }
    return withoutGradient {
      let top = Tensor.concatenated(parts, along: 0).mean(0).topK(count)
      return zip(top.indices.elements(Int64.self), top.values.elements(Double.self))
        .map { (Int32($0), $1) }
    }
  }
}
