internal import Foundation

/// The area under a persistence curve, as a share of the largest possible: 1 where the behaviour
/// never weakens, 0 where it is gone from the start.
public struct PersistenceArea: Sendable, Equatable {
  /// What each checkpoint's rate counts; the weights sum to 1.
  public let weights: [Double]

  /// The trapezoid rule over `x = log(1 + tokens / unit)`, divided by the length of the axis.
  ///
  /// Checkpoints are near-geometric, so on this axis they are about evenly spaced. The unit is the
  /// first number of tokens above 0: with a unit of one token nearly the whole axis would lie
  /// before that checkpoint.
  ///
  /// - Parameter tokens: of each checkpoint, rising.
  /// - Returns: nil with fewer than two checkpoints, and where `tokens` does not rise.
  public init?(tokens: [Int]) {
    guard tokens.count > 1, let unit = tokens.first(where: { $0 > 0 }), tokens[0] >= 0,
      zip(tokens, tokens.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    let x = tokens.map { log1p(Double($0) / Double(unit)) }
    let length = x[x.count - 1] - x[0]
    weights = x.indices.map { index in
      let left = index > 0 ? x[index] - x[index - 1] : 0
      let right = index + 1 < x.count ? x[index + 1] - x[index] : 0
      return (left + right) / (2 * length)
    }
  }

  /// The area of a curve of rates.
  ///
  /// - Precondition: one rate a checkpoint.
  public func area(of rates: [Double]) -> Double {
    precondition(rates.count == weights.count)
    return zip(rates, weights).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The area of every prompt's own curve. The area is linear in the rates, so the mean of these is
  /// the area of the mean curve, and resampling them resamples prompts jointly over all
  /// checkpoints. A prompt without a value at some checkpoint has none.
  ///
  /// - Parameter checkpoints: the values of one seed at each checkpoint.
  func areas(of checkpoints: [Bootstrap.SeedValues]) -> Bootstrap.SeedValues {
    let means = checkpoints.map(PromptMeans.init)
    var seen: Set<String> = []
    let pairs = checkpoints.flatMap { $0.map(\.pair) }.filter { seen.insert($0).inserted }
    return pairs.map { pair in
      let curve = means.compactMap { $0[pair] }
      return (pair: pair, value: curve.count == weights.count ? area(of: curve) : nil)
    }
  }
}
