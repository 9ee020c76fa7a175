internal import Layers
internal import Tensors

/// Decoding in libtorch's operations, for devices and processors without the fused decoder, and for
/// models that are edited while they run.
///
/// Legend: N rows, S slots, T cache length, H query heads, G key/value heads, D channels a head.
final class TensorBackend: DecodingBackend {
  private let model: Llama
  private let length: Int
  private let edits: [ActivationEdit]
  /// One a layer, [S · T, G · D], in the model's dtype.
  private let keys: [Tensor]
  private let values: [Tensor]

  var vocabulary: Int { model.configuration.vocabularySize }

  init(model: Llama, slots: Int, length: Int, edits: [ActivationEdit] = []) {
    let configuration = model.configuration
    let shape = [slots * length, configuration.keyValueHeads * configuration.headSize]
    func cache() -> [Tensor] {
      (0..<configuration.layers).map { _ in
        .zeros(shape, dtype: model.dtype, device: model.device)
      }
    }
    self.model = model
    self.length = length
    self.edits = edits
    keys = cache()
    values = cache()
  }

  func prefill(_ sequences: [[Int32]], slots: [Int]) -> [Float] {
    withoutGradient {
      let layout = PackedLayout(lengths: sequences.map(\.count), device: model.device)
      let cells = zip(sequences, slots).flatMap { sequence, slot in
        sequence.indices.map { Int64(slot * length + $0) }
      }
      let cellsN = Tensor(cells).to(device: model.device)
      let hiddenNC = model.hiddenStates(
        ids(sequences.flatMap(\.self)), hooks: edits.hooks(layout: layout)
      ) { layer, attention, qkvN in
        let (_, kNGD, vNGD) = attention.rotated(
          qkvN, positions: layout.positions, rotary: model.rotary)
        store(layer, kNGD, vNGD, at: cellsN)
        return attention.attend(qkvN, layout: layout, rotary: model.rotary)
      }
      let last = layout.starts.narrowed(0, from: 1, length: sequences.count).to(.i64) - 1
      return logits(hiddenNC.selecting(last, along: 0))
    }
  }

  func copy(slot: Int, to slots: [Int], length count: Int) {
    withoutGradient {
      let targets = slots.flatMap { target in (0..<count).map { Int64(target * length + $0) } }
      let targetsN = Tensor(targets).to(device: model.device)
      for cache in keys + values {
        let source = cache.narrowed(0, from: slot * length, length: count)
        let copies = Tensor.concatenated(slots.map { _ in source }, along: 0)
        cache.assign(copies, at: targetsN, along: 0)
      }
    }
  }

  func generate(
    _ rows: [FusedDecoder.Row], steps: Int, stopTokens: [Int32], rule: SamplingRule
  ) -> [(tokens: ArraySlice<Int32>, logProbs: ArraySlice<Float>)] {
    var results = rows.map { _ in (tokens: ArraySlice<Int32>(), logProbs: ArraySlice<Float>()) }
    var active = Array(rows.indices).filter { rows[$0].budget > 0 }
    for step in 0..<steps where !active.isEmpty {
      let current = active.map { index in
        var row = rows[index]
        row.token = results[index].tokens.last ?? row.token
        row.position += step
        row.drawn += step
        return row
      }
      let drawn = rule.draw(
        from: self.step(current), vocabulary: vocabulary, seeds: current.map(\.seed),
        counters: current.map { UInt64($0.drawn) })
      for (row, index) in active.enumerated() {
        results[index].tokens.append(drawn.tokens[row])
        results[index].logProbs.append(drawn.logProbs[row])
      }
      active.removeAll { index in
        stopTokens.contains(results[index].tokens.last!)
          || results[index].tokens.count >= min(steps, rows[index].budget)
      }
    }
    return results
  }

  /// Puts each row's token into its slot; logits [N, V] after it.
  private func step(_ rows: [FusedDecoder.Row]) -> [Float] {
    withoutGradient {
      let longest = rows.map(\.position).max()! + 1
      let positionsN = Tensor(rows.map { Int32($0.position) }).to(device: model.device)
      let cellsN = Tensor(rows.map { Int64($0.slot * length + $0.position) })
        .to(device: model.device)
      // Every cell of each row's slot up to the longest row; later cells are masked.
      let visible = rows.flatMap { row in (0..<longest).map { Int64(row.slot * length + $0) } }
      let visibleCells = Tensor(visible).to(device: model.device)
      let maskN1T =
        Tensor.range(0..<longest, dtype: .i32, device: model.device).reshaped(1, 1, 1, longest)
        .<= positionsN.reshaped(-1, 1, 1, 1)
      let hiddenNC = model.hiddenStates(
        ids(rows.map(\.token)), hooks: edits.hooksForDrawnTokens()
      ) { layer, attention, qkvN in
        let (qNHD, kNGD, vNGD) = attention.rotated(
          qkvN, positions: positionsN, rotary: model.rotary)
        store(layer, kNGD, vNGD, at: cellsN)
        func seen(_ cache: Tensor) -> Tensor {
          cache.selecting(visibleCells, along: 0)
            .reshaped(rows.count, longest, attention.keyValueHeads, attention.headSize)
            .permuted(0, 2, 1, 3)
        }
        let mixed = Tensor.attention(
          q: qNHD.reshaped(rows.count, attention.heads, 1, attention.headSize),
          k: seen(keys[layer]), v: seen(values[layer]), mask: maskN1T,
          scale: 1 / Double(attention.headSize).squareRoot())
        return mixed.reshaped(rows.count, attention.heads * attention.headSize)
      }
      return logits(hiddenNC)
    }
  }

  private func ids(_ tokens: [Int32]) -> Tensor {
    Tensor(tokens).to(.i64, device: model.device)
  }

  private func store(_ layer: Int, _ kNGD: Tensor, _ vNGD: Tensor, at cellsN: Tensor) {
    let width = keys[layer].size(1)
    keys[layer].assign(kNGD.reshaped(-1, width), at: cellsN, along: 0)
    values[layer].assign(vNGD.reshaped(-1, width), at: cellsN, along: 0)
  }

  private func logits(_ hiddenNC: Tensor) -> [Float] {
    model.head(hiddenNC).to(.f32).elements(Float.self)
  }
}
