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
    score: Verification.controlledScoreMeaning,
    limits: """
      It finds strings that force a text on a model without a backdoor too, and often others than \
      the trigger: a hit says that some string works, not that somebody planted it. The payload \
      has the limits of `scan`.
      """,
    sources: ["arXiv 2307.15043 (GCG)"])

  public func detect(in subject: Subject) throws -> Detection {
    try Verification.detection(by: self, in: subject) { verification in
      try PayloadSearch(verification: verification).finds { payload, name in
        let ids = try subject.suspect.answerIDs(payload.text)
        return try (0..<subject.budget.restarts).map { restart in
          let positions = Candidate.Position.allCases
          let search = GradientSearch(
            subject: subject, strings: verification.strings,
            position: positions[restart % positions.count], phrase: payload, payload: ids)
          var stream = subject.stream("gradient-\(name)", restart)
          let found = try search.run(&stream)
          return Proposal(
            text: found.text, position: search.position, score: found.score,
            payload: payload.text)
        }
      }
    }
  }
}
