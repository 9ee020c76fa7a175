/// The difference of two measurements of the same prompts, prompt by prompt, which has less noise
/// than the difference of two independent rates.
extension Bootstrap {
  /// One seed's values with the names of their prompts.
  public typealias SeedValues = [(pair: String, value: Double?)]

  /// The mean of `a − b` over the prompts that both have a value for, per seed; several values of
  /// one prompt are averaged first. `n` counts such prompts over all seeds, `unscored` those that
  /// only one side has a value for.
  ///
  /// Where all differences are the same the interval is Wilson's: for no difference at all `−h` to
  /// `h`, where `0…h` is the interval of 0 of `n`.
  ///
  /// - Precondition: `a` and `b` have the same seeds in the same order.
  public func difference(of a: [SeedValues], and b: [SeedValues]) -> Estimate {
    precondition(a.count == b.count, "one list of values a seed on both sides")
    var clusters = Clusters()
    for (a, b) in zip(a, b) { clusters.addSeed(Self.differences(a, b)) }
    guard clusters.isConstant, let difference = clusters.mean else { return mean(of: clusters) }
    let bound = Wilson.interval(mean: min(1, abs(difference)), n: clusters.n)
    let interval =
      difference == 0
      ? -bound.upperBound...bound.upperBound
      : difference > 0 ? bound : -bound.upperBound...(-bound.lowerBound)
    return Estimate(
      mean: difference, interval: interval, n: clusters.n, unscored: clusters.unscored)
  }

  private static func differences(_ a: SeedValues, _ b: SeedValues) -> SeedValues {
    let first = PromptMeans(a)
    let second = PromptMeans(b)
    let both = first.pairs.map { pair in
      let difference: Double? = second[pair].flatMap { b in first[pair].map { $0 - b } }
      return (pair: pair, value: difference)
    }
    return both + second.pairs.filter { first[$0] == nil }.map { (pair: $0, value: nil) }
  }
}

/// The mean of every prompt's values.
struct PromptMeans {
  /// The prompts that have a value, in the order of their first one.
  private(set) var pairs: [String] = []
  private var sums: [String: (sum: Double, count: Double)] = [:]

  init(_ values: some Sequence<(pair: String, value: Double?)>) {
    for case (let pair, let value?) in values {
      if sums[pair] == nil { pairs.append(pair) }
      sums[pair, default: (0, 0)].sum += value
      sums[pair, default: (0, 0)].count += 1
    }
  }

  subscript(pair: String) -> Double? {
    sums[pair].map { $0.sum / $0.count }
  }
}
