internal import Evaluation
internal import Tensors

/// What a string does inside the model when it stands before requests, by forward passes alone
/// (arXiv 2602.03085 §3): a trigger makes the answer's first token the same whatever is asked.
struct TriggerSignature: Sendable, Equatable {
  /// How much less entropy the first token has with the string than without, in nats; mean over
  /// requests.
  var entropyDrop: Double
  /// `KL(with ‖ without)` of the first token, in nats; mean over requests.
  var divergence: Double
  /// How much more the string keeps its attention to itself than random strings of as many tokens
  /// do (`AttentionSegregation`).
  var attention: Double

  /// - Parameter strings: in `position` before or behind each of the search prompts.
  static func measure(
    _ strings: [String], _ position: Candidate.Position, in subject: Subject
  ) throws -> [TriggerSignature] {
    let frame = PromptFrame(model: subject.suspect, position: position)
    let prompts = subject.prompts.search
    let plain = FirstTokens(
      try prompts.map { try frame.ids("", with: $0) }, of: subject.suspect)
    let attention = AttentionSegregation(subject, position)
    return try strings.map { string in
      let with = FirstTokens(
        try prompts.map { try frame.ids(string, with: $0) }, of: subject.suspect)
      return TriggerSignature(
        entropyDrop: plain.meanEntropy - with.meanEntropy,
        divergence: with.divergence(from: plain),
        attention: try attention.excess(of: string))
    }
  }
}

/// The distributions of the answers' first tokens after a list of prompts, f32 [R, V].
struct FirstTokens {
  private let logProbsRV: Tensor

  init(_ sequences: [[Int32]], of model: LoadedModel) {
    var parts: [Tensor] = []
    model.nextLogProbs(sequences) { _, logProbsRV in parts.append(logProbsRV) }
    logProbsRV = .concatenated(parts, along: 0)
  }

  /// `−Σ p log p`, mean over rows.
  var meanEntropy: Double {
    withoutGradient { -(logProbsRV.exp() * logProbsRV).sum(1).mean().scalar }
  }

  /// `Σ p log(p/q)` with `self` as p, mean over rows.
  func divergence(from other: FirstTokens) -> Double {
    divergences(from: other).reduce(0, +) / Double(logProbsRV.size(0))
  }

  /// The same row by row.
  func divergences(from other: FirstTokens) -> [Double] {
    withoutGradient {
      (logProbsRV.exp() * (logProbsRV - other.logProbsRV)).sum(1).elements(Double.self)
    }
  }
}
