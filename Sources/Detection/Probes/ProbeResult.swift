public import Evaluation

/// One probe on one model at one point, against one kind of negatives.
public struct ProbeResult: Sendable, Equatable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Contrast pairs, by what their questions are about.
    case generic, matched, irrelevant
    /// Trained on labelled prompts: the upper bound.
    case supervised
    /// Trained on the text alone, without a model.
    case text

    init(_ kind: ContrastPair.Kind) {
      switch kind {
      case .generic: self = .generic
      case .matched: self = .matched
      case .irrelevant: self = .irrelevant
      }
    }
  }

  public var model: String
  public var kind: Kind
  public var probe: String
  /// The point of the residual stream, of 0…`layers`; nil for probes of the text.
  public var point: Int?
  public var layers: Int
  /// The condition of the negatives.
  public var comparison: String
  public var auroc: AUROC
  /// Where the probe's area lies among those of random directions at the same point: the share of
  /// them below it, equal ones counting half. nil where there is no null.
  public var nullQuantile: Double?
  /// The same with every area replaced by the larger of itself and 1 − itself: had one chosen the
  /// sign afterwards.
  public var signFreeNullQuantile: Double?
  /// The largest sign-free area among the random directions.
  public var bestRandom: Double?

  enum CodingKeys: String, CodingKey {
    case model, kind, probe, point, layers, comparison, auroc
    case nullQuantile = "null_quantile"
    case signFreeNullQuantile = "sign_free_null_quantile"
    case bestRandom = "best_random"
  }

  /// Whether the probe tells the prompts apart: its interval lies above 0.6, what claim C18 still
  /// allows a control.
  public var fires: Bool { auroc.lo95 > 0.6 }
}
