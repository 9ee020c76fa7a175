package import Randomness

/// Which clusters every resample draws: drawn once and used for all values of the same sizes.
struct ResamplingPlan {
  /// For every resample and drawn seed, as many indices as that seed has clusters.
  private var indices: [Int32] = []
  /// Where the indices of each drawn seed end.
  private var ends: [Int] = []
  private let seeds: Int

  /// - Parameter sizes: the number of clusters of each seed, all positive.
  init(sizes: [Int], resamples: Int, seed: UInt64) {
    let total = sizes.reduce(0, +)
    var draw = IndexDraw(RandomStream(seed: seed, "bootstrap", sizes.count, total))
    seeds = sizes.count
    var starts = [0]
    for size in sizes { starts.append(starts.last! + size) }
    indices.reserveCapacity(resamples * total)
    ends.reserveCapacity(resamples * sizes.count)
    for _ in 0..<resamples {
      for _ in sizes {
        let drawn = sizes.count == 1 ? 0 : draw.index(below: sizes.count)
        for _ in 0..<sizes[drawn] {
          indices.append(Int32(starts[drawn] + draw.index(below: sizes[drawn])))
        }
        ends.append(indices.count)
      }
    }
  }

  /// The statistic of `Clusters.mean` for every resample.
  func means(of clusters: [Clusters.Cluster]) -> [Double] {
    let resamples = ends.count / seeds
    var start = 0
    return clusters.withUnsafeBufferPointer { clusters in
      indices.withUnsafeBufferPointer { indices in
        (0..<resamples).map { resample in
          var total = 0.0
          for slot in resample * seeds..<(resample + 1) * seeds {
            var sum = 0.0
            var count = 0.0
            for position in start..<ends[slot] {
              let cluster = clusters[Int(indices[position])]
              sum += cluster.sum
              count += cluster.count
            }
            start = ends[slot]
            total += sum / count
          }
          return total / Double(seeds)
        }
      }
    }
  }
}

/// Draws indices, two from each 64 random bits. `⌊bound · word / 2³²⌋` is uneven by less than
/// `bound / 2³²`, which no interval of thousands of resamples can show.
package struct IndexDraw {
  private var stream: RandomStream
  private var spare: UInt32?

  package init(_ stream: RandomStream) { self.stream = stream }

  package mutating func index(below bound: Int) -> Int {
    Int(truncatingIfNeeded: (UInt64(word()) &* UInt64(truncatingIfNeeded: bound)) >> 32)
  }

  private mutating func word() -> UInt32 {
    if let word = spare {
      spare = nil
      return word
    }
    let pair = stream.next()
    spare = UInt32(truncatingIfNeeded: pair >> 32)
    return UInt32(truncatingIfNeeded: pair)
  }
}
