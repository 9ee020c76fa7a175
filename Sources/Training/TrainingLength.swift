extension TrainingConfiguration {
  /// When a run ends; written as `{"steps": 100}`.
  public enum Length: Sendable, Equatable {
    case steps(Int)
    /// The first step at which so many tokens went through the model.
    case tokens(Int)
    case epochs(Int)
  }
}

extension TrainingConfiguration.Length: Codable {
  private enum Unit: String, CodingKey, CaseIterable {
    case steps, tokens, epochs
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Unit.self)
    guard let unit = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "expected one of steps, tokens and epochs"))
    }
    let count = try container.decode(Int.self, forKey: unit)
    self =
      switch unit {
      case .steps: .steps(count)
      case .tokens: .tokens(count)
      case .epochs: .epochs(count)
      }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Unit.self)
    switch self {
    case .steps(let count): try container.encode(count, forKey: .steps)
    case .tokens(let count): try container.encode(count, forKey: .tokens)
    case .epochs(let count): try container.encode(count, forKey: .epochs)
    }
  }
}
