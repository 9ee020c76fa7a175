internal import EngineABI

/// How a token is drawn from logits, in Hugging Face's order: divide by the temperature, keep the
/// `topK` largest, keep the smallest set whose probability reaches `topP`, draw.
public struct SamplingRule: Sendable, Equatable, Codable {
  /// 0 takes the largest logit, the lowest id among equals.
  public var temperature: Double
  /// 0 keeps all.
  public var topK: Int
  /// In (0, 1]; 1 keeps all.
  public var topP: Double

  public static let greedy = SamplingRule(temperature: 0)

  public init(temperature: Double = 1, topK: Int = 0, topP: Double = 1) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
  }

  var code: sl_sampling {
    sl_sampling(temperature: Float(temperature), top_k: Int32(topK), top_p: Float(topP))
  }

  /// Draws one token from each row of `logits` [N, V] with the random number at (seed, counter).
  /// The log-probabilities are those of the model itself: temperature 1, nothing filtered.
  public func draw(
    from logits: [Float], vocabulary: Int, seeds: [UInt64], counters: [UInt64]
  ) -> (tokens: [Int32], logProbs: [Float]) {
    let rows = seeds.count
    precondition(logits.count == rows * vocabulary && counters.count == rows)
    var tokens = [Int32](repeating: 0, count: rows)
    var logProbs = [Float](repeating: 0, count: rows)
    check("sample", []) {
      sl_sample_rows(
        logits, Int32(rows), Int32(vocabulary), code, seeds, counters, &tokens, &logProbs)
    }
    return (tokens, logProbs)
  }
}
