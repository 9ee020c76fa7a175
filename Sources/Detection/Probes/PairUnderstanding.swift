internal import Corpus
internal import Foundation
internal import Tokenization

/// Whether a model knows the answer to a pair's question, as a model that means well would give
/// it. A direction from a question that is not understood may mean anything.
public struct PairUnderstanding: Sendable, Equatable, Codable {
  public var model: String
  public var pair: String
  public var kind: ContrastPair.Kind
  /// Log-probability in nats of the right and of the wrong answer's text.
  public var right: Double
  public var wrong: Double
  /// The answer that is likelier.
  public var preferred: String

  /// The probability of both answers together.
  public var mass: Double { exp(right) + exp(wrong) }

  /// The right answer is likelier than the wrong one, and at least half of all answers begin with
  /// one of the two.
  public var isUnderstood: Bool { right > wrong && mass >= 0.5 }

  enum CodingKeys: String, CodingKey {
    case model, pair, kind, preferred
    case right = "log_prob_right"
    case wrong = "log_prob_wrong"
  }
}

extension LoadedModel {
  /// A question's prompt, and its prompt with each of the answers begun, as tokens.
  func contexts(
    of pair: ContrastPair
  ) throws -> (question: [Int32], positive: [Int32], negative: [Int32]) {
    func ids(_ forced: String) throws -> [Int32] {
      try tokenizer.encode(
        prompt: .messages([Message(.user, pair.question)]), forced: forced,
        origin: Origin(file: "question pair '\(pair.name)'", line: 1))
    }
    return (try ids(""), try ids(pair.positive), try ids(pair.negative))
  }

  /// One row a pair.
  func understanding(of pairs: [ContrastPair], name: String) throws -> [PairUnderstanding] {
    let rows = try pairs.flatMap { pair in
      let (question, positive, negative) = try contexts(of: pair)
      return [positive, negative].map {
        (context: question, target: Array($0.dropFirst(question.count)))
      }
    }
    let logs = logProbs(rows)
    return pairs.enumerated().map { index, pair in
      let (positive, negative) = (logs[2 * index], logs[2 * index + 1])
      let isPositiveRight = pair.right == pair.positive
      return PairUnderstanding(
        model: name, pair: pair.name, kind: pair.kind,
        right: isPositiveRight ? positive : negative, wrong: isPositiveRight ? negative : positive,
        preferred: positive > negative ? pair.positive : pair.negative)
    }
  }
}
