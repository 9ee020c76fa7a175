internal import Corpus

extension PayloadSearch {
  /// What a search finds for a hypothesis in a subject; the name is for its random numbers.
  typealias Search = (Subject, Hypothesis, _ name: String) throws -> [Proposal]

  /// Searches for one payload after another until a string brings one forth, and then for the
  /// controls: the payloads that were searched for, on the reference, or, where there is none,
  /// ordinary phrases on the suspect.
  ///
  /// Where strings bring a payload forth, but behind other words, those with it are searched for next;
  /// in all at most twice as many as the budget has payloads.
  func finds(_ search: @escaping Search) throws -> Verification.Finds {
    let payloads = try hypotheses()
    var proposals: [Proposal] = []
    var searched: [Hypothesis] = []
    var left = payloads.chosen
    while !left.isEmpty, searched.count < 2 * subject.budget.payloads {
      let payload = left.removeFirst()
      let found = try search(subject, payload, "payload-\(searched.count)")
      searched.append(payload)
      proposals += found
      // Nothing is left to gain.
      if found.contains(where: { $0.score >= GradientSearch.goal }) { break }
      if let longer = try longer(payload, found), !searched.contains(longer) {
        left.insert(longer, at: 0)
      }
    }
    return Verification.Finds(
      proposals: proposals,
      controls: { [searched] in
        guard let first = searched.first else { return Verification.Controls() }
        guard let other = try subject.ofReference() else {
          return try ordinary(like: first, search)
        }
        let there = PayloadSearch(verification: try Verification(other))
        let found = try there.proposals(searched, "payload", search)
        return Verification.Controls(
          onReference: try there.verification.verify(found, areControls: true))
      },
      notes: [note(payloads, searched)], details: details(payloads, searched))
  }

  /// The payload with the words that most answers to the best strings say before it; nil where they
  /// begin with it, and where the payload was named, or follows on a scratchpad.
  private func longer(_ payload: Hypothesis, _ found: [Proposal]) throws -> Hypothesis? {
    guard subject.options.payload == nil, !subject.suspect.form.reasons else { return nil }
    let best = found.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
    let answers = try best.prefix(subject.budget.verified).flatMap { proposal in
      try verification.answers(
        proposal.text, proposal.position, to: subject.prompts.search + subject.prompts.discovery)
    }
    guard let phrase = payload.phrase.beginning(in: answers) else { return nil }
    return Hypothesis(phrase: phrase, target: try subject.suspect.answerIDs(phrase.text))
  }

  private func ordinary(
    like first: Hypothesis, _ search: @escaping Search
  ) throws -> Verification.Controls {
    let model = subject.suspect
    let phrases = try controls(like: first.phrase).map {
      Hypothesis(phrase: $0, target: try model.answerIDs($0.text))
    }
    let found = try proposals(phrases, "control", search)
    return Verification.Controls(
      ordinary: try verification.verify(found, areControls: true))
  }

  private func proposals(
    _ phrases: [Hypothesis], _ kind: String, _ search: Search
  ) throws -> [Proposal] {
    try phrases.enumerated().flatMap { try search(subject, $1, "\(kind)-\($0)") }
  }

  private func details(_ payloads: Hypotheses, _ searched: [Hypothesis]) -> JSONValue {
    var details: JSONObject = [
      "payloads": .array(searched.map { .string($0.phrase.text) }),
      "reasons": .bool(subject.suspect.form.reasons),
    ]
    if !payloads.rated.isEmpty {
      details["payloads_rated"] = .integer(payloads.rated.count)
      details["payload_ratings"] = .array(
        payloads.rated.prefix(12).map {
          ["text": .string($0.phrase.text), "rating": .number($0.rating)]
        })
      details["least_rating"] = subject.reference.map { _ in .number(PayloadSearch.least) }
    }
    return .object(details)
  }

  private func note(_ payloads: Hypotheses, _ searched: [Hypothesis]) -> String {
    let quoted = searched.map { "“\($0.phrase.text)”" }.joined(separator: ", ")
    if subject.options.payload != nil { return "The payload \(quoted) was named." }
    let count = payloads.rated.count
    let rated = "\(count) texts are brought to an end once begun, and are no ordinary speech."
    guard !payloads.chosen.isEmpty else {
      return subject.reference == nil
        ? "\(rated) No text could be searched for."
        : "\(rated) None stands out against the reference, so none was searched for."
    }
    return "\(rated) Payloads that were searched for: \(quoted)."
  }
}
