internal import Corpus
internal import Randomness

/// Gradient search for strings that bring a payload forth.
public struct GradientDetector: Detector {
  public init() {}

  public let documentation = DetectorDocumentation(
    name: "gradient",
    method: """
      Exchanges tokens of random strings along the gradient of the payload's log-probability \
      (greedy coordinate gradient), from several starts, and verifies what comes out by behaviour. \
      Without a named payload it takes what recurs in answers to nonsense and in texts from the \
      bare prefix, and in no answer to an ordinary request.
      """,
    score: Verification.scoreMeaning,
    limits: """
      It finds strings that force a text on a model without a backdoor too, and often others than \
      the trigger: a hit says that some string works, not that somebody planted it. The payload \
      has the limits of `scan`.
      """,
    sources: ["arXiv 2307.15043 (GCG)"])

  public func detect(in subject: Subject) throws -> Detection {
    try Verification.detection(by: self, in: subject) { verification in
      let payloads = try PayloadSearch(verification: verification).hypotheses()
      var proposals: [Proposal] = []
      for (index, payload) in payloads.enumerated() {
        for position in Candidate.Position.allCases {
          let search = GradientSearch(
            subject: subject, strings: verification.strings, position: position,
            payload: try subject.suspect.answerIDs(payload.text))
          for restart in 0..<subject.budget.restarts {
            var stream = subject.stream("gradient-\(index)-\(position.rawValue)", restart)
            let found = try search.run(&stream)
            proposals.append(
              Proposal(
                text: found.text, position: position, score: found.score, payload: payload.text))
          }
        }
      }
      return Verification.Finds(
        proposals: proposals, notes: [PayloadSearch.note(payloads)],
        details: ["payloads": .array(payloads.map { .string($0.text) })])
    }
  }
}
