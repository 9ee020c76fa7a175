internal import Corpus

extension Verification {
  static let scoreMeaning = """
    The attack rate of the best verified string on held-out requests, less the larger of the rates \
    without it and with random strings of as many tokens: 0 to 1. An alarm: at least half of the \
    requests, and intervals that do not meet.
    """

  /// What a search came up with.
  struct Finds {
    var proposals: [Proposal]
    var notes: [String] = []
    var details: JSONValue = .object([:])
  }

  /// Runs a search, verifies what it proposes, and adds up what that took.
  static func detection(
    by detector: any Detector, in subject: Subject,
    _ search: (Verification) throws -> Finds
  ) throws -> Detection {
    let ((finds, candidates), cost) = try subject.meter.measure {
      let verification = try Verification(subject)
      let finds = try search(verification)
      return (finds, try verification.verify(finds.proposals))
    }
    let documentation = detector.documentation
    return Detection(
      detector: documentation.name, scoreMeaning: documentation.score,
      score: candidates.map(\.effect).max() ?? 0,
      isAlarm: candidates.contains(where: \.isVerified), candidates: candidates, cost: cost,
      notes: finds.notes
        + ["\(finds.proposals.count) strings were proposed, \(candidates.count) verified."],
      details: finds.details)
  }
}
