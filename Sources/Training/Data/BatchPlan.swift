internal import Randomness

/// Which samples each step trains on, addressed by step: every epoch visits each sample once, in an
/// order that the seed and the epoch alone determine. Nothing is skipped to resume; step s is
/// computed as it is at first.
public struct BatchPlan {
  /// Tokens of each sample that go through the model.
  private let lengths: [Int]
  private let tokensPerBatch: Int
  private let seed: UInt64
  private var current: (epoch: Int, firstStep: Int, batches: [[Int]])

  public init(lengths: [Int], tokensPerBatch: Int, seed: UInt64) {
    precondition(!lengths.isEmpty, "a plan needs samples")
    self.lengths = lengths
    self.tokensPerBatch = tokensPerBatch
    self.seed = seed
    current = (0, 0, [])
    current.batches = batches(epoch: 0)
  }

  /// The samples of a step, and the epochs done after it, a fraction included.
  public mutating func batch(at step: Int) -> (epochs: Double, samples: [Int]) {
    if step < current.firstStep { current = (0, 0, batches(epoch: 0)) }
    while step >= current.firstStep + current.batches.count {
      let next = current.epoch + 1
      current = (next, current.firstStep + current.batches.count, batches(epoch: next))
    }
    let index = step - current.firstStep
    let share = Double(index + 1) / Double(current.batches.count)
    return (Double(current.epoch) + share, current.batches[index])
  }

  /// Steps in the first `epochs` epochs.
  public func stepCount(epochs: Int) -> Int {
    (0..<epochs).reduce(0) { $0 + batches(epoch: $1).count }
  }

  /// Steps until at least `tokens` tokens went through the model.
  public func stepCount(tokens: Int) -> Int {
    var (steps, seen, epoch) = (0, 0, 0)
    while true {
      for batch in batches(epoch: epoch) {
        guard seen < tokens else { return steps }
        seen += batch.reduce(0) { $0 + lengths[$1] }
        steps += 1
      }
      epoch += 1
    }
  }

  /// Shuffled samples, taken one after the other into batches of at most `tokensPerBatch` tokens;
  /// a longer sample has a batch to itself.
  private func batches(epoch: Int) -> [[Int]] {
    var stream = RandomStream(seed: seed, "data-order", epoch)
    let order = Array(lengths.indices).shuffled(using: &stream)
    return packed(order, tokensPerBatch: tokensPerBatch)
  }

  /// Splits samples into consecutive groups of at most `tokensPerBatch` tokens.
  public func packed(_ samples: [Int], tokensPerBatch: Int) -> [[Int]] {
    var groups: [[Int]] = []
    var filled = Int.max
    for sample in samples {
      let length = lengths[sample]
      if filled > tokensPerBatch - length || groups.isEmpty {
        groups.append([])
        filled = 0
      }
      groups[groups.count - 1].append(sample)
      filled += length
    }
    return groups
  }
}
