/// A mean with a 95 % interval and what it rests on.
public struct Estimate: Sendable, Equatable, Codable {
  /// nil where nothing was scored.
  public var mean: Double?
  public var lo95: Double?
  public var hi95: Double?
  /// Values that went into it.
  public var n: Int
  /// Values that could not be told; they are neither a yes nor a no.
  public var unscored: Int

  public init(mean: Double?, lo95: Double?, hi95: Double?, n: Int, unscored: Int = 0) {
    self.mean = mean
    self.lo95 = lo95
    self.hi95 = hi95
    self.n = n
    self.unscored = unscored
  }

  init(mean: Double, interval: ClosedRange<Double>, n: Int, unscored: Int) {
    self.init(
      mean: mean, lo95: interval.lowerBound, hi95: interval.upperBound, n: n, unscored: unscored)
  }
}
