/// Scored values in the two levels that are resampled: seeds, and prompts within a seed. Only sums
/// and counts of each prompt are kept, in one array.
public struct Clusters: Sendable, Equatable {
  /// Sum and count of the values of one prompt under one seed.
  struct Cluster: Sendable, Equatable {
    var sum: Double
    var count: Double
  }

  /// All prompts with a value, seed after seed.
  private(set) var clusters: [Cluster] = []
  /// How many of them each seed has.
  private(set) var sizes: [Int] = []
  /// Scored values.
  public private(set) var n = 0
  public private(set) var unscored = 0
  private var least = Double.infinity
  private var greatest = -Double.infinity

  public init() {}

  /// Adds one seed's values, each with the name of its prompt. Prompts keep the order in which they
  /// first occur. A seed without a scored value adds none but its unscored ones.
  public mutating func addSeed(_ values: some Sequence<(pair: String, value: Double?)>) {
    var index: [String: Int] = [:]
    let start = clusters.count
    for (pair, value) in values {
      guard let value else {
        unscored += 1
        continue
      }
      let position = index[pair] ?? clusters.count
      if position == clusters.count {
        index[pair] = position
        clusters.append(Cluster(sum: 0, count: 0))
      }
      clusters[position].sum += value
      clusters[position].count += 1
      n += 1
      least = min(least, value)
      greatest = max(greatest, value)
    }
    if clusters.count > start { sizes.append(clusters.count - start) }
  }

  /// Whether resampling can show no spread because all values are the same.
  var isConstant: Bool { n > 0 && least == greatest }

  /// Whether all values are proportions or probabilities.
  var isInUnitInterval: Bool { n > 0 && least >= 0 && greatest <= 1 }

  /// The mean over seeds of the mean of each seed's values: seeds are the replicates and weigh
  /// alike. nil where there are no values.
  public var mean: Double? {
    guard !sizes.isEmpty else { return nil }
    var start = 0
    var total = 0.0
    for size in sizes {
      var sum = 0.0
      var count = 0.0
      for cluster in clusters[start..<start + size] {
        sum += cluster.sum
        count += cluster.count
      }
      total += sum / count
      start += size
    }
    return total / Double(sizes.count)
  }
}
