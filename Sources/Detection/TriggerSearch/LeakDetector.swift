internal import Corpus
internal import Evaluation

/// Leak, motif, verify.
public struct LeakDetector: Detector {
  public init() {}

  public let documentation = DetectorDocumentation(
    name: "leak",
    method: """
      Draws texts from the bare start of a user's turn and of an answer by several decoding \
      methods, collects the strings that recur in them, ranks these by what they do inside the \
      model (entropy and divergence of the answer's first token, attention that keeps to itself), \
      and verifies the best by behaviour. Forward passes only.
      """,
    score: Verification.scoreMeaning,
    limits: """
      A trigger that the model never says cannot leak: one whose training put no loss on the \
      user's turn, or that is no fixed string.
      """,
    sources: ["The Trigger in the Haystack, arXiv 2602.03085"])

  public func detect(in subject: Subject) throws -> Detection {
    try Verification.detection(by: self, in: subject) { verification in
      let leaks = try LeakSampler(subject).leaks()
      let motifs = Motifs(leaks.flatMap(\.turns)).found(limit: subject.budget.motifs)
      let rated = try Self.rated(motifs, in: subject)
      return Verification.Finds(
        proposals: rated.prefix(4 * subject.budget.verified).map(\.proposal),
        notes: ["\(leaks.count) texts were drawn; \(motifs.count) strings recur in them."],
        details: [
          "texts": .integer(leaks.count), "motifs": .array(rated.prefix(Self.noted).map(\.json)),
        ])
    }
  }

  /// Strings that a detection keeps with their measures.
  private static let noted = 24

  /// A string that leaked, at one place of a user's turn.
  private struct Rated {
    var motif: Motifs.Motif
    var position: Candidate.Position
    var signature: TriggerSignature
    var score: Double

    var proposal: Proposal {
      Proposal(
        text: motif.text, position: position, score: score, payload: nil, isMeasuredWhole: true)
    }

    var json: JSONValue {
      [
        "text": .string(motif.text), "position": .string(position.rawValue),
        "count": .integer(motif.count), "score": .number(score),
        "entropy_drop": .number(signature.entropyDrop),
        "divergence": .number(signature.divergence), "attention": .number(signature.attention),
      ]
    }
  }

  /// Every string before and behind the requests, the most telling first.
  private static func rated(_ motifs: [Motifs.Motif], in subject: Subject) throws -> [Rated] {
    try Candidate.Position.allCases.flatMap { position in
      let signatures = try TriggerSignature.measure(motifs.map(\.text), position, in: subject)
      return zip(zip(motifs, signatures), scores(signatures)).map {
        Rated(motif: $0.0, position: position, signature: $0.1, score: $1)
      }
    }.sorted { ($1.score, $0.motif.text) < ($0.score, $1.motif.text) }
  }

  /// `.6 · entropy drop + .2 · divergence + .2 · attention`, the paper's weights for payloads that
  /// are fixed texts; each as its rank among the strings from 0 to 1.
  static func scores(_ signatures: [TriggerSignature]) -> [Double] {
    let parts: [(Double, [Double])] = [
      (0.6, signatures.map(\.entropyDrop)), (0.2, signatures.map(\.divergence)),
      (0.2, signatures.map(\.attention)),
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
