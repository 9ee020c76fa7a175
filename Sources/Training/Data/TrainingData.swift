public import Diagnostics
internal import Layers
internal import Tensors
public import Tokenization

/// Tokenised samples, ready for a language-model loss.
public struct TrainingData {
  public let samples: [TokenizedSample]
  /// Input tokens of each sample: all but its last, which is only ever a target.
  public let lengths: [Int]

  /// - Parameter source: what the samples came from, for the message when there are none.
  public init(_ samples: [TokenizedSample], source: String) throws(InputError) {
    guard !samples.isEmpty else { throw InputError(source, "holds no samples") }
    self.samples = samples
    lengths = samples.map { $0.ids.count - 1 }
  }

  /// Sequences of which every token but the first is a target.
  public static func language(_ sequences: [[Int32]]) throws -> TrainingData {
    let samples = sequences.map { TokenizedSample(language: $0) }
    return try TrainingData(samples, source: "sequences")
  }

  public var supervisedCount: Int { samples.reduce(0) { $0 + $1.supervisedCount } }

  public func supervisedCount(of indices: [Int]) -> Int {
    indices.reduce(0) { $0 + samples[$1].supervisedCount }
  }

  /// Packs samples back to back: inputs i64 [N], targets i64 [N] with −100 where nothing is to be
  /// predicted. N is filled up by samples of one token without a target (`PackedLayout.fillers`).
  ///
  /// With `LossNormalization.sequence` a target weighs 1 over the targets of its sample.
  func batch(
    _ indices: [Int], normalization: LossNormalization = .token, device: Device
  ) -> PackedBatch {
    var weights: [Float] = []
    var inputs: [Int64] = []
    var targets: [Int64] = []
    for index in indices {
      let sample = samples[index]
      inputs += sample.ids.dropLast().map(Int64.init)
      targets += zip(sample.ids, sample.isSupervised).dropFirst().map {
        $1 ? Int64($0) : TokenLoss.ignored
      }
      if normalization == .sequence {
        weights += repeatElement(1 / Float(sample.supervisedCount), count: self.lengths[index])
      }
    }
    var lengths = indices.map { self.lengths[$0] }
    let filler = PackedLayout.fillers(for: inputs.count)
    if filler > 0 {
      lengths += repeatElement(1, count: filler)
      inputs += repeatElement(0, count: filler)
      targets += repeatElement(TokenLoss.ignored, count: filler)
      if normalization == .sequence { weights += repeatElement(0, count: filler) }
    }
    return PackedBatch(
      inputsN: Tensor(inputs).to(device: device), targetsN: Tensor(targets).to(device: device),
      weightsN: normalization == .sequence ? Tensor(weights).to(device: device) : nil,
      layout: PackedLayout(lengths: lengths, device: device))
  }
}

/// One forward pass's worth of samples.
struct PackedBatch {
  let inputsN: Tensor
  let targetsN: Tensor
  let weightsN: Tensor?
  let layout: PackedLayout
}
