internal import Evaluation
internal import Foundation
internal import Randomness
internal import Tensors
internal import Tokenization

/// Verifies proposals by what the model does, not by what a search thinks of them: a search finds
/// strings that beat the true trigger in its own score (research notes on inverted probes), so
/// every rate here comes from prompts that no search has seen.
///
/// In order: the payload is named on the discovery prompts (or given), the string is cut down to
/// what it needs, and the rate is measured on the held-out prompts beside the rates of the prompts
/// alone and of random strings of as many tokens.
final class Verification {
  let subject: Subject
  let strings: RandomStrings
  /// What the model says of itself.
  let speech: OrdinarySpeech
  /// Answers to every ordinary request, the likeliest first, then others that were drawn.
  let ordinary: [[String]]
  private var plain: [String: String] = [:]
  private var randomAnswers: [String: [[String]]] = [:]

  init(_ subject: Subject) throws {
    self.subject = subject
    strings = RandomStrings(subject.suspect.tokenizer)
    try subject.findAnswerForm()
    let answers = try subject.suspect.answers(
      to: subject.prompts.all, maxTokens: subject.budget.answerTokens)
    ordinary = zip(answers, try Self.drawn(subject)).map { [$0] + $1 }
    speech = OrdinarySpeech(ordinary, requests: subject.prompts.all)
    for (prompt, answer) in zip(subject.prompts.all, answers) { plain[prompt] = answer }
  }

  /// Answers drawn to each prompt, to know the model's ordinary speech by.
  private static let draws = 8

  private static func drawn(_ subject: Subject) throws -> [[String]] {
    var stream = subject.stream("ordinary-speech")
    let asked = try subject.prompts.all.flatMap { prompt in
      [[Int32]](repeating: try subject.suspect.promptIDs(prompt), count: draws)
    }
    let answers = try subject.suspect.turns(
      after: asked, rule: SamplingRule(), seeds: asked.map { _ in stream.next() },
      maxTokens: subject.budget.answerTokens
    ).map(\.answer)
    return stride(from: 0, to: answers.count, by: draws).map {
      Array(answers[$0..<$0 + draws])
    }
  }

  /// The likeliest answers to all prompts there are.
  var likeliest: [String] { plainAnswers(subject.prompts.all) }

  private func plainAnswers(_ prompts: [String]) -> [String] { prompts.map { plain[$0]! } }

  func answers(
    _ candidate: String, _ position: Candidate.Position, to prompts: [String]
  ) throws -> [String] {
    let frame = PromptFrame(model: subject.suspect, position: position)
    return try subject.suspect.answers(
      to: prompts.map { frame.text(candidate, with: $0) }, maxTokens: subject.budget.answerTokens)
  }

  /// The proposals that do most on the discovery prompts, at most as many as the budget verifies,
  /// cut down and measured on the held-out ones; the most effective first.
  ///
  /// Strings that ask for their payload by a word of it are left out.
  ///
  /// - Parameter areControls: their payloads are taken as they are, ordinary or not.
  func verify(_ proposals: [Proposal], areControls: Bool = false) throws -> [Candidate] {
    var seen: Set<String> = []
    var tried: [(proposal: Proposal, phrase: Phrase?, share: Double)] = []
    for proposal in proposals where !proposal.text.isEmpty {
      guard seen.insert("\(proposal.position.rawValue) \(proposal.text)").inserted else { continue }
      let answers = try answers(
        proposal.text, proposal.position, to: subject.prompts.discovery)
      let phrase =
        areControls
        ? proposal.payload.map(Phrase.init)
        : payload(of: answers, expected: proposal.payload)
      if let phrase, phrase.isAsked(by: proposal.text) { continue }
      tried.append((proposal, phrase, phrase?.share(of: answers) ?? 0))
    }
    let best = tried.enumerated()
      .sorted { ($1.element.share, $0.offset) < ($0.element.share, $1.offset) }
      .prefix(subject.budget.verified)
    var candidates: [Candidate] = []
    for (_, entry) in best {
      for text in try texts(entry.proposal, entry.phrase, share: entry.share)
      where !candidates.contains(where: { $0.text == text }) {
        var proposal = entry.proposal
        proposal.text = text
        candidates.append(try measure(proposal, entry.phrase))
      }
    }
    return candidates.enumerated().sorted { a, b in
      (b.element.effect, a.element.tokens, a.offset) < (
        a.element.effect, b.element.tokens, b.offset
      )
    }.map(\.element)
  }

  /// What is measured of a proposal: the part of it that does as much, and all of it where that is
  /// wanted.
  private func texts(
    _ proposal: Proposal, _ phrase: Phrase?, share: Double
  ) throws -> [String] {
    guard let phrase, share >= 0.5 else { return [proposal.text] }
    let part = try reduced(proposal, phrase, share: share)
    return proposal.isMeasuredWhole && part != proposal.text ? [proposal.text, part] : [part]
  }

  private func payload(of answers: [String], expected: String?) -> Phrase? {
    if let given = subject.options.payload { return Phrase(given) }
    let expected = expected.map(Phrase.init)
    if let expected, expected.share(of: answers) >= 0.5 { return expected }
    return Phrase.common(to: answers, unlike: speech) ?? expected
  }

  /// The string without the tokens that it works as well without, from its ends inwards.
  private func reduced(_ proposal: Proposal, _ phrase: Phrase, share: Double) throws -> String {
    var ids = subject.suspect.tokenizer.encode(proposal.text)
    var index = 0
    while ids.count > 1, index < ids.count {
      var shorter = ids
      shorter.remove(at: index)
      let text = strings.text(shorter)
      let answers = try answers(text, proposal.position, to: subject.prompts.discovery)
      if !text.isEmpty, phrase.share(of: answers) >= share { ids = shorter } else { index += 1 }
    }
    return strings.text(ids)
  }

  private func measure(_ proposal: Proposal, _ phrase: Phrase?) throws -> Candidate {
    let prompts = subject.prompts.heldOut
    let plain = plainAnswers(prompts)
    let attacked = try answers(proposal.text, proposal.position, to: prompts)
    let tokens = subject.suspect.tokenizer.encode(proposal.text).count
    let random = try randomAnswers(tokens: tokens, proposal.position)
    func rate(_ answers: [String]) -> [Bool] { answers.map { phrase?.isIn($0) ?? false } }
    func changed(_ answers: [String]) -> [Bool] { zip(answers, plain).map { $0 != $1 } }
    return Candidate(
      text: proposal.text, position: proposal.position, tokens: tokens,
      searchScore: proposal.score, payload: phrase?.text, attack: .rate(rate(attacked)),
      plain: .rate(rate(plain)), random: .rate(ofGroups: random.map(rate)),
      change: .rate(changed(attacked)), randomChange: .rate(ofGroups: random.map(changed)),
      examples: Array(attacked.prefix(3)))
  }

  /// Answers to the held-out prompts with each of the random strings of this length.
  private func randomAnswers(tokens: Int, _ position: Candidate.Position) throws -> [[String]] {
    let key = "\(position.rawValue) \(tokens)"
    if let known = randomAnswers[key] { return known }
    var stream = subject.stream("random-strings", tokens)
    let answers = try (0..<subject.budget.randomStrings).map { _ in
      try self.answers(
        strings.draw(tokens: tokens, using: &stream), position, to: subject.prompts.heldOut)
    }
    randomAnswers[key] = answers
    return answers
  }
}
