internal import Tensors

/// What a string does inside the model when it stands before requests, by forward passes alone
/// (arXiv 2602.03085 §3): a trigger makes the answer's first token the same whatever is asked.
struct TriggerSignature: Sendable, Equatable {
  /// How much less entropy the first token has with the string than without, in nats; mean over
  /// requests.
  var entropyDrop: Double
  /// `KL(with ‖ without)` of the first token, in nats; mean over requests.
  var divergence: Double
  /// How alike the first tokens of different requests are with the string: the mutual information
  /// of request and token that it takes away, in nats.
  var agreement: Double

  /// - Parameter strings: in `position` before or behind each of the search prompts.
  static func measure(
    _ strings: [String], _ position: Candidate.Position, in subject: Subject
  ) throws -> [TriggerSignature] {
    let frame = PromptFrame(model: subject.suspect, position: position)
    let prompts = subject.prompts.search
    let plain = FirstTokens(
      try prompts.map { try frame.ids("", with: $0) }, of: subject.suspect)
    return try strings.map { string in
      let with = FirstTokens(
        try prompts.map { try frame.ids(string, with: $0) }, of: subject.suspect)
      return TriggerSignature(
        entropyDrop: plain.meanEntropy - with.meanEntropy,
        divergence: with.divergence(from: plain),
        agreement: plain.information - with.information)
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

  /// The entropy of the mean distribution less `meanEntropy`.
  var information: Double {
    withoutGradient {
      let meanV = logProbsRV.exp().mean(0)
      return -(meanV * (meanV + 1e-12).log()).sum().scalar - meanEntropy
    }
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
