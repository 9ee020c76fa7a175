internal import Layers
internal import Tensors
public import Tokenization

/// Log-probabilities of given tokens: one forward pass, no sampling.
public struct CompletionScorer {
  private let model: Llama
  private let tokensPerBatch: Int

  public init(model: Llama, tokensPerBatch: Int = 8192) {
    self.model = model
    self.tokensPerBatch = tokensPerBatch
  }

  /// For each sample the log-probability of each supervised token, in order.
  public func logProbs(_ samples: [TokenizedSample]) -> [[Float]] {
    var results: [[Float]] = []
    var start = 0
    while start < samples.count {
      var end = start
      var filled = 0
      while end < samples.count, end == start || filled + samples[end].ids.count <= tokensPerBatch {
        filled += samples[end].ids.count
        end += 1
      }
      results += score(samples[start..<end])
      start = end
    }
    return results
  }

  private func score(_ samples: ArraySlice<TokenizedSample>) -> [[Float]] {
    let inputs = samples.flatMap { $0.ids.dropLast().map(Int64.init) }
    let targets = samples.flatMap { sample in
      zip(sample.ids, sample.isSupervised).dropFirst().map { $1 ? Int64($0) : TokenLoss.ignored }
    }
    let layout = PackedLayout(lengths: samples.map { $0.ids.count - 1 }, device: model.device)
    let all = withoutGradient {
      TokenLoss.logProbs(
        model.hiddenStates(Tensor(inputs).to(device: model.device), layout: layout),
        head: model.head.weight, targetsN: Tensor(targets).to(device: model.device)
      ).elements(Float.self)
    }
    var offset = 0
    return samples.map { sample in
      defer { offset += sample.ids.count - 1 }
      return sample.isSupervised.indices.dropFirst().compactMap {
        sample.isSupervised[$0] ? all[offset + $0 - 1] : nil
      }
    }
  }
}
