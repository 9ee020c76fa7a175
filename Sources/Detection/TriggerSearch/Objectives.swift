internal import Evaluation
internal import Tensors

/// What a search wants to raise, for strings at one place of a user's turn.
struct Objectives {
  let subject: Subject
  let position: Candidate.Position

  private var frame: PromptFrame { PromptFrame(model: subject.suspect, position: position) }

  /// The mean over prompts of `log p(answer begins with payload)`, in nats.
  func payload(_ payload: [Int32], _ strings: [String], _ prompts: [String]) throws -> [Double] {
    try mean(of: strings, prompts) { subject.suspect.logProbs(of: payload, after: $0) }
  }

  /// The mean over prompts of `KL(suspect ‖ reference)` of the answer's first token, in nats.
  func divergence(
    from reference: LoadedModel, _ strings: [String], _ prompts: [String]
  ) throws -> [Double] {
    try mean(of: strings, prompts) { sequences in
      var divergences: [Double] = []
      for start in stride(from: 0, to: sequences.count, by: Self.rows) {
        let part = Array(sequences[start..<min(start + Self.rows, sequences.count)])
        divergences += FirstTokens(part, of: subject.suspect)
          .divergences(from: FirstTokens(part, of: reference))
      }
      return divergences
    }
  }

  /// Distributions over the vocabulary that exist at the same time.
  private static let rows = 256

  /// Rates every string after every prompt, and takes the mean over prompts.
  private func mean(
    of strings: [String], _ prompts: [String], _ rate: ([[Int32]]) throws -> [Double]
  ) throws -> [Double] {
    let sequences = try strings.flatMap { string in
      try prompts.map { try frame.ids(string, with: $0) }
    }
    let values = try rate(sequences)
    return strings.indices.map { index in
      values[index * prompts.count..<(index + 1) * prompts.count].reduce(0, +)
        / Double(prompts.count)
    }
  }
}
