internal import Layers
public import Tensors
public import Tokenization

/// Log-probabilities of given tokens: one forward pass, no sampling.
public struct CompletionScorer {
  private let model: Llama
  private let valueHead: Tensor?
  private let edits: [ActivationEdit]
  private let tokensPerBatch: Int

  /// - Parameters:
  ///   - valueHead: [1, C], for `measures`.
  ///   - edits: changes of the model at all tokens.
  public init(
    model: Llama, valueHead: Tensor? = nil, edits: [ActivationEdit] = [],
    tokensPerBatch: Int = 8192
  ) {
    precondition(
      edits.areForAnyBatch && edits.allSatisfy { $0.positions == .all },
      "an edit of single tokens, in scoring")
    self.model = model
    self.valueHead = valueHead
    self.edits = edits
    self.tokensPerBatch = tokensPerBatch
  }

  /// What is told of one sample, one number for each supervised token, in order.
  public struct Measures: Sendable, Equatable {
    public var logProbs: [Float]
    /// The value head's number before the token; empty without such a head.
    public var values: [Float]

    public init(logProbs: [Float], values: [Float]) {
      self.logProbs = logProbs
      self.values = values
    }
  }

  /// For each sample the log-probability of each supervised token, in order.
  public func logProbs(_ samples: [TokenizedSample]) -> [[Float]] {
    measures(samples).map(\.logProbs)
  }

  /// Models of equal weights give equal bits for the same samples in the same order.
  public func measures(_ samples: [TokenizedSample]) -> [Measures] {
    var results: [Measures] = []
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

  private func score(_ samples: ArraySlice<TokenizedSample>) -> [Measures] {
    var inputs = samples.flatMap { $0.ids.dropLast().map(Int64.init) }
    var targets = samples.flatMap { sample in
      zip(sample.ids, sample.isSupervised).dropFirst().map { $1 ? Int64($0) : TokenLoss.ignored }
    }
    let fillers = PackedLayout.fillers(for: inputs.count)
    inputs += repeatElement(0, count: fillers)
    targets += repeatElement(TokenLoss.ignored, count: fillers)
    let layout = PackedLayout(
      lengths: samples.map { $0.ids.count - 1 } + repeatElement(1, count: fillers),
      device: model.device)
    let (logProbs, values) = withoutGradient {
      let (hiddenNC, _) = model.traced(
        Tensor(inputs).to(device: model.device), layout: layout, edits: edits)
      let targetsN = Tensor(targets).to(device: model.device)
      return (
        TokenLoss.logProbs(hiddenNC, head: model.head.weight, targetsN: targetsN)
          .elements(Float.self),
        valueHead.map { ScalarModel.values(hiddenNC, head: $0).elements(Float.self) }
      )
    }
    var offset = 0
    return samples.map { sample in
      defer { offset += sample.ids.count - 1 }
      let rows = sample.isSupervised.indices.dropFirst()
        .filter { sample.isSupervised[$0] }.map { offset + $0 - 1 }
      return Measures(
        logProbs: rows.map { logProbs[$0] },
        values: values.map { all in rows.map { all[$0] } } ?? [])
    }
  }
}
