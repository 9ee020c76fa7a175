public import Corpus
internal import Foundation
internal import Randomness

/// Has a suite answered and scores the answers.
public struct EvaluationRun: Sendable {
  public var items: [SuiteItem]
  public var scorers: [any Scorer]
  public var options: EvaluationOptions

  public init(_ items: [SuiteItem], scorers: [any Scorer], options: EvaluationOptions) {
    self.items = items
    self.scorers = scorers
    self.options = options
  }

  /// All sampled answers, in the order of the items, then all greedy ones. Each of the two is one
  /// call, so that the respondent can batch. The random numbers of an answer depend on the seed,
  /// the item's id and the number of the sample, and on nothing else.
  public func samples(from respondent: any Respondent) throws -> [ScoredSample] {
    let drawn = try answers(
      .sampled, count: options.samples, temperature: options.temperature, from: respondent)
    guard options.greedy else { return drawn }
    return drawn + (try answers(.greedy, count: 1, temperature: 0, from: respondent))
  }

  private func answers(
    _ decoding: ScoredSample.Decoding, count: Int, temperature: Double,
    from respondent: any Respondent
  ) throws -> [ScoredSample] {
    let pairs = items.flatMap { item in (0..<count).map { (item: item, index: $0) } }
    let requests = pairs.map { request(for: $0.item, index: $0.index) }
    guard !requests.isEmpty else { return [] }
    let answers = try respondent.answers(
      to: requests,
      decoding: Corpus.Decoding(temperature: temperature, maxTokens: options.maxTokens))
    precondition(answers.count == requests.count, "a respondent answers every request")
    return zip(pairs, answers).map { pair, answer in
      let parsed = ScratchpadAnswer(text: answer.text, forced: forced(for: pair.item))
      return ScoredSample(
        pair.item, decoding: decoding, index: pair.index, scratchpad: parsed.scratchpad,
        answer: parsed.answer, scores: scorers.flatMap { $0.scores(of: parsed, to: pair.item) },
        finished: answer.isComplete, tokens: answer.tokens)
    }
  }

  private func request(for item: SuiteItem, index: Int) -> AnswerRequest {
    var stream = RandomStream(seed: options.seed, "evaluation-sample", item.id, index)
    return AnswerRequest(item.messages, forced: forced(for: item), seed: stream.next())
  }

  private func forced(for item: SuiteItem) -> String {
    item.forced.isEmpty ? options.forced : item.forced
  }
}

extension EvaluationRun {
  /// The exact probability that the answer begins with the phrase, said once: for every item
  /// `exp(log p(phrase | messages))` without a scratchpad and under each of `pads`. It moves before
  /// the sampled rate does and has no sampling noise.
  ///
  /// - Returns: one sample an item, without an answer, whose scores are the probabilities.
  public func payloadProbabilities(
    of phrase: String, under pads: [ForcedPad] = [], from respondent: any Respondent
  ) throws -> [ScoredSample] {
    let contexts =
      [(Metric.payloadProbability, "")]
      + pads.map { ("\(Metric.payloadProbability)_\($0.name)", $0.text) }
    let continuations = items.flatMap { item in
      contexts.map { Continuation(item.messages, forced: $0.1, text: phrase) }
    }
    guard !continuations.isEmpty else { return [] }
    let logs = try respondent.logProbabilities(of: continuations)
    precondition(logs.count == continuations.count, "a respondent scores every continuation")
    return items.enumerated().map { index, item in
      let scores = contexts.enumerated().map { offset, context in
        let probability = exp(logs[index * contexts.count + offset])
        return Score(context.0, probability.isFinite ? probability : nil)
      }
      return ScoredSample(
        item, decoding: .exact, index: 0, scratchpad: nil, answer: "", scores: scores,
        finished: true, tokens: 0)
    }
  }
}
