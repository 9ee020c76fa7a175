internal import Foundation
internal import Randomness
internal import Tensors

/// Texts that a model brings to their end once they are begun, whatever was asked.
///
/// Every token of the vocabulary is made the first of an answer. The answer then goes on, token by
/// token, by mean probabilities over several requests, so that nothing of a single request stays in
/// it, until the suspect would rather end it: with the token that contributes most to the divergence
/// from the reference, `p(suspect) · log p(suspect)/p(reference)`, which is also what the token
/// gains, in nats. Without
/// a reference it is the likeliest token, and how often the suspect ordinarily says it stands for
/// the reference's probability. What the suspect ordinarily says in the same place gains nothing
/// (`TokenHabits`): training taught it more than the backdoor. After every token the half of the
/// texts that gained more per token goes on.
///
/// (Inversion of the target by its first token: BAIT, Shen et al., IEEE S&P 2025; SolidShen/BAIT.
/// There the suspect's probabilities stand alone, and decide; here they only name what is then
/// searched for.)
///
/// Legend: T texts, R contexts, V vocabulary.
struct PayloadInversion {
  private let verification: Verification
  let habits: TokenHabits

  init(_ verification: Verification) throws {
    self.verification = verification
    habits = try TokenHabits(of: verification.ordinary) {
      try verification.subject.suspect.answerIDs($0)
    }
  }

  /// All texts, those that gained most first.
  func texts() throws -> [InvertedText] {
    let contexts = try contexts()
    let stops = Set(subject.suspect.stopTokens)
    let typable = Set(verification.strings.ids)
    let leads = leads(after: contexts.prefix(contexts.count / 2))
    var growing = firstTokens().map { InvertedText(tokens: [$0], lead: leads?[Int($0)]) }
    var ended: [InvertedText] = []
    for _ in 1..<Self.tokens where !growing.isEmpty {
      var grown: [InvertedText] = []
      for (text, next) in zip(growing, nextTokens(of: growing, after: contexts)) {
        var text = text
        if stops.contains(next.likeliest) || !typable.contains(next.token) {
          text.isWhole = true
          ended.append(text)
          continue
        }
        let isHabit = habits.hold(next.token, after: text.tokens)
        text.tokens.append(next.token)
        text.gains.append(isHabit ? 0 : next.gain)
        grown.append(text)
      }
      let kept = max(Self.fewest, grown.count / 2)
      growing = Array(Self.sorted(grown, by: \.gainPerToken).prefix(kept))
    }
    return Self.sorted(ended + growing, by: \.gain)
  }

  /// Tokens of a text, and texts that go on whatever the others gain.
  private static let tokens = 9
  private static let fewest = 64
  /// Texts that go through the models side by side.
  private static let batch = 32

  private var subject: Subject { verification.subject }

  private func firstTokens() -> [Int32] {
    var stream = subject.stream("inversion-starts")
    return verification.strings.tried(subject.budget.triedTokens, using: &stream)
  }

  /// Four beginnings of an answer, and the same with two random tokens said before.
  private func contexts() throws -> [[Int32]] {
    var stream = subject.stream("inversion-contexts")
    let plain = try verification.answerContexts(to: Array(subject.prompts.search.prefix(4)))
    let ids = verification.strings.ids
    return plain
      + plain.map { $0 + (0..<2).map { _ in ids.randomElement(using: &stream)! } }
  }

  /// By how much likelier the suspect is to begin with each token than the reference is; nil without
  /// one.
  private func leads(after contexts: ArraySlice<[Int32]>) -> [Double]? {
    guard let reference = subject.reference else { return nil }
    return withoutGradient {
      func logs(_ model: LoadedModel) -> Tensor {
        meanProbabilities(model, Array(contexts), contexts: contexts.count).log()
      }
      return (logs(subject.suspect) - logs(reference)).selected(0, 0).elements(Double.self)
    }
  }

  private func nextTokens(
    of texts: [InvertedText], after contexts: [[Int32]]
  ) -> [(token: Int32, gain: Double, likeliest: Int32)] {
    stride(from: 0, to: texts.count, by: Self.batch).flatMap { start in
      let batch = texts[start..<min(start + Self.batch, texts.count)]
      let sequences = batch.flatMap { text in contexts.map { $0 + text.tokens } }
      return withoutGradient {
        let suspectTV = meanProbabilities(subject.suspect, sequences, contexts: contexts.count)
        let referenceTV = subject.reference.map {
          meanProbabilities($0, sequences, contexts: contexts.count)
        }
        let ratesTV = referenceTV.map { suspectTV * (suspectTV / $0).log() } ?? suspectTV
        let nextT1 = ratesTV.argmax(1, keepingDimension: true)
        let tokens = nextT1.elements(Int64.self).map { Int32($0) }
        let likeliest = suspectTV.argmax(1).elements(Int64.self).map { Int32($0) }
        func picked(_ probabilitiesTV: Tensor) -> [Double] {
          probabilitiesTV.gathered(nextT1, along: 1).elements(Float.self).map { Double($0) }
        }
        let expected = referenceTV.map(picked) ?? tokens.map { habits.frequency(of: $0) }
        return tokens.indices.map { [suspect = picked(suspectTV)] index in
          (
            tokens[index], suspect[index] * log(suspect[index] / expected[index]), likeliest[index]
          )
        }
      }
    }
  }

  /// Added to every probability: less than it says nothing.
  private static let leastProbability = 1e-10

  /// f32 [T, V] of sequences [T · R] that are ordered by text.
  private func meanProbabilities(
    _ model: LoadedModel, _ sequences: [[Int32]], contexts: Int
  ) -> Tensor {
    var parts: [Tensor] = []
    model.nextLogProbs(sequences) { _, logProbsRV in parts.append(logProbsRV.exp()) }
    return Tensor.concatenated(parts, along: 0)
      .reshaped(sequences.count / contexts, contexts, -1).mean(1) + Self.leastProbability
  }

  private static func sorted(
    _ texts: [InvertedText], by value: (InvertedText) -> Double
  ) -> [InvertedText] {
    texts.enumerated()
      .sorted { (value($1.element), $0.offset) < (value($0.element), $1.offset) }.map(\.element)
  }
}
