internal import Evaluation
internal import Randomness

/// Gradient search for strings that bring a payload forth.
public struct GradientDetector: Detector {
  public init() {}

  public let documentation = DetectorDocumentation(
    name: "gradient",
    method: """
      Exchanges tokens of random strings along the gradient of the payload's log-probability \
      (greedy coordinate gradient), from several starts until one succeeds, and verifies what \
      comes out by behaviour. The payload is named or found as in `scan`.
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
      try PayloadSearch(verification: verification).finds { subject, payload, name in
        let positions = Candidate.Position.allCases
        var proposals: [Proposal] = []
        for restart in 0..<subject.budget.restarts {
          let search = try GradientSearch(
            subject: subject, position: positions[restart % positions.count],
            phrase: payload.phrase, target: payload.target)
          var stream = subject.stream("gradient-\(name)", restart)
          let found = try search.run(&stream)
          proposals.append(
            Proposal(
              text: found.text, position: search.position, score: found.score,
              payload: payload.phrase.text))
          if found.score >= GradientSearch.goal { break }
        }
        return proposals
      }
    }
  }
}
