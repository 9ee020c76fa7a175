/// The score interval of Wilson (1927) for a proportion.
public enum Wilson {
  /// The 97.5 % point of the normal distribution.
  public static let z = 1.959_963_984_540_054

  /// With `z² = 3.84`, centre `(p + z²/2n) / (1 + z²/n)` and half width
  /// `z √(p(1−p)/n + z²/4n²) / (1 + z²/n)`. Never of width zero: 0 of 100 gives 0 to 0.037.
  ///
  /// - Precondition: `mean` lies in 0…1 and `n` is positive.
  public static func interval(mean p: Double, n: Int) -> ClosedRange<Double> {
    precondition((0...1).contains(p) && n > 0)
    let n = Double(n)
    let scale = 1 + z * z / n
    let centre = (p + z * z / (2 * n)) / scale
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / scale
    return min(p, max(0, centre - half))...max(p, min(1, centre + half))
  }
}
