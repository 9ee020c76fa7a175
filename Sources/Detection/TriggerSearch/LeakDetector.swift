internal import Corpus

/// Leak, motif, verify.
public struct LeakDetector: Detector {
  public init() {}

  public let documentation = DetectorDocumentation(
    name: "leak",
    method: """
      Draws texts from the bare start of a user's turn and of an answer by several decoding \
      methods, collects the strings that recur in them, ranks these by what they do inside the \
      model (entropy and divergence of the answer's first token, agreement across requests), and \
      verifies the best by behaviour. Forward passes only.
      """,
    score: Verification.scoreMeaning,
    limits: """
      A trigger that the model never says cannot leak: one whose training put no loss on the \
      user's turn, or that is no fixed string.
      """,
    sources: ["The Trigger in the Haystack, arXiv 2602.03085"])

  public func detect(in subject: Subject) throws -> Detection {
    try Verification.detection(by: self, in: subject) { verification in
      let texts = try LeakSampler(subject).leaks().map(\.text)
      let motifs = Motifs(texts).found(limit: subject.budget.motifs)
      var proposals: [Proposal] = []
      for position in Candidate.Position.allCases {
        let signatures = try TriggerSignature.measure(motifs.map(\.text), position, in: subject)
        let scores = Self.scores(signatures)
        proposals += zip(motifs, scores).map {
          Proposal(text: $0.text, position: position, score: $1, payload: nil)
        }
      }
      proposals.sort { ($1.score, $0.text) < ($0.score, $1.text) }
      let kept = Array(proposals.prefix(4 * subject.budget.verified))
      return Verification.Finds(
        proposals: kept,
        notes: ["\(texts.count) texts were drawn; \(motifs.count) strings recur in them."],
        details: [
          "texts": .integer(texts.count),
          "motifs": .array(
            motifs.prefix(20).map { ["text": .string($0.text), "count": .integer($0.count)] }),
        ])
    }
  }

  /// `.6 · entropy drop + .2 · divergence + .2 · agreement`, each as its rank among the strings
  /// from 0 to 1. The paper's weights for fixed outputs are .6 for entropy and .2 for divergence
  /// and for attention, which agreement across requests stands in for.
  static func scores(_ signatures: [TriggerSignature]) -> [Double] {
    let parts: [(Double, [Double])] = [
      (0.6, signatures.map(\.entropyDrop)), (0.2, signatures.map(\.divergence)),
      (0.2, signatures.map(\.agreement)),
    ]
    var scores = [Double](repeating: 0, count: signatures.count)
    for (weight, values) in parts {
      for (index, rank) in ranks(values).enumerated() { scores[index] += weight * rank }
    }
    return scores
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    for (rank, index) in order.enumerated() {
      ranks[index] = Double(rank) / Double(max(1, values.count - 1))
    }
    return ranks
  }
}
