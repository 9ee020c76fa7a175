internal import Layers
internal import Models
internal import Tensors

/// Forward passes over many sequences, packed without padding.
///
/// Legend: N packed tokens, R sequences, V vocabulary.
extension LoadedModel {
  /// For each context `Σ log p(target token | what is before it)`, in nats.
  package func logProbs(of target: [Int32], after contexts: [[Int32]]) -> [Double] {
    logProbs(contexts.map { (context: $0, target: target) })
  }

  /// For each pair `Σ log p(target token | what is before it)`, in nats.
  func logProbs(_ rows: [(context: [Int32], target: [Int32])]) -> [Double] {
    var results: [Double] = []
    inBatches(rows.map { $0.context.count + $0.target.count }) { range in
      let batch = rows[range]
      let sequences = batch.map { Array(($0.context + $0.target).dropLast()) }
      var picked: [Int64] = []
      var start = 0
      for row in batch {
        picked += row.target.indices.map { Int64(start + row.context.count - 1 + $0) }
        start += row.context.count + row.target.count - 1
      }
      let values = withoutGradient {
        TokenLoss.logProbs(
          hidden(sequences).selecting(Tensor(picked).to(device: model.device), along: 0),
          head: model.head.weight,
          targetsN: Tensor(batch.flatMap { $0.target.map(Int64.init) }).to(device: model.device)
        ).elements(Float.self)
      }
      var offset = 0
      for row in batch {
        results.append(values[offset..<offset + row.target.count].reduce(0) { $0 + Double($1) })
        offset += row.target.count
      }
    }
    return results
  }

  /// Hands `log p(next token | sequence)` f32 [R, V] to `body`, batch by batch in order.
  func nextLogProbs(_ sequences: [[Int32]], _ body: (Range<Int>, Tensor) -> Void) {
    inBatches(sequences.map(\.count)) { range in
      withoutGradient {
        var ends: [Int64] = []
        var end = -1
        for sequence in sequences[range] {
          end += sequence.count
          ends.append(Int64(end))
        }
        let lastRC = hidden(Array(sequences[range]))
          .selecting(Tensor(ends).to(device: model.device), along: 0)
        body(range, model.head(lastRC).to(.f32).logSoftmax())
      }
    }
  }

  /// [N, C]
  private func hidden(_ sequences: [[Int32]]) -> Tensor {
    let ids = sequences.flatMap { $0.map(Int64.init) }
    let layout = PackedLayout(lengths: sequences.map(\.count), device: model.device)
    meter.count(forward: sequences.count, tokens: ids.count)
    return model.hiddenStates(Tensor(ids).to(device: model.device), layout: layout)
  }

  /// Cuts sequences of these lengths into batches of about `tokensPerBatch`.
  func inBatches(_ lengths: [Int], _ body: (Range<Int>) -> Void) {
    var start = 0
    while start < lengths.count {
      var end = start
      var filled = 0
      while end < lengths.count, end == start || filled + lengths[end] <= Self.tokensPerBatch {
        filled += lengths[end]
        end += 1
      }
      body(start..<end)
      start = end
    }
  }
}
