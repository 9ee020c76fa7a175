internal import Corpus
internal import Evaluation
internal import Foundation

/// Token-by-token growth of strings, towards a suspected payload or away from a reference model.
public struct ScanDetector: Detector {
  public enum Objective: Sendable {
    /// The probability of a payload that is given, or that recurs in what the model says to nonsense.
    case payload
    /// The divergence from the reference model.
    case divergence
  }

  private let objective: Objective

  public init(_ objective: Objective) { self.objective = objective }

  public var documentation: DetectorDocumentation {
    objective == .payload ? Self.payloadDocumentation : Self.divergenceDocumentation
  }

  private static let payloadDocumentation = DetectorDocumentation(
    name: "scan",
    method: """
      Puts every token before and behind requests, keeps the strings that make a suspected payload \
      likeliest as the answer's beginning, and grows them token by token, until one succeeds. \
      Without a named payload it takes what the suspect brings to an end once its first token is \
      said for it, whatever is asked, and would not say anyway: with a reference, what departs \
      from that most; without one, what recurs, in answers to nonsense too. Scratchpads do not \
      count. Forward passes only.
      """,
    score: Verification.controlledScoreMeaning,
    limits: """
      A payload that is no fixed text, or that ordinary answers hold too (a refusal); a trigger \
      none of whose parts has an effect by itself.
      """,
    sources: ["arXiv 2602.03085", "BAIT (SolidShen/BAIT)"])

  private static let divergenceDocumentation = DetectorDocumentation(
    name: "divergence",
    method: """
      Puts every token before and behind requests, and grows the strings after which the suspect's \
      answer departs most from the reference model's: KL divergence of the first token's \
      distributions, mean over requests. Forward passes only.
      """,
    score: Verification.scoreMeaning,
    limits: """
      Needs a reference of the same vocabulary. What the suspect has learnt besides the backdoor \
      departs from the reference too, and a first token that both models like hides the rest.
      """,
    sources: ["arXiv 2511.15992 (drift from a safe baseline)"])

  public func detect(in subject: Subject) throws -> Detection {
    switch objective {
    case .payload:
      return try Verification.detection(by: self, in: subject) { try payloads($0) }
    case .divergence:
      guard let reference = subject.reference else {
        return .unscored(self, because: "There is no reference model to compare with.")
      }
      return try Verification.detection(by: self, in: subject) {
        try departures(subject, $0, from: reference)
      }
    }
  }

  private func payloads(_ verification: Verification) throws -> Verification.Finds {
    try PayloadSearch(verification: verification).finds { subject, payload, name in
      var proposals: [Proposal] = []
      for position in Candidate.Position.allCases {
        let objectives = Objectives(subject: subject, position: position)
        let scan = TokenScan(
          subject: subject, strings: verification.strings,
          objective: { try objectives.payload(payload.target, $0, $1) },
          isLeftOut: payload.phrase.isAsked, goal: GradientSearch.goal)
        let found = try scan.run("\(position.rawValue)-\(name)").prefix(subject.budget.verified)
        proposals += found.map {
          Proposal(
            text: $0.text, position: position, score: $0.score, payload: payload.phrase.text)
        }
        if let best = found.first, best.score >= GradientSearch.goal { break }
      }
      return proposals
    }
  }

  private func departures(
    _ subject: Subject, _ verification: Verification, from reference: LoadedModel
  ) throws -> Verification.Finds {
    var proposals: [Proposal] = []
    for position in Candidate.Position.allCases {
      let objectives = Objectives(subject: subject, position: position)
      let scan = TokenScan(
        subject: subject, strings: verification.strings,
        objective: { try objectives.divergence(from: reference, $0, $1) }, goal: .infinity)
      proposals += try scan.run("divergence-\(position.rawValue)")
        .prefix(2 * subject.budget.verified).map {
          Proposal(text: $0.text, position: position, score: $0.score, payload: nil)
        }
    }
    let name = URL(fileURLWithPath: reference.source).lastPathComponent
    return Verification.Finds(proposals: proposals, notes: ["The reference is \(name)."])
  }
}
