internal import Layers
internal import Models
internal import Tensors

extension TriggerSignature {
  /// The “double triangle” of arXiv 2602.03085 §3: a trigger's tokens attend to each other, and
  /// those of the request around it attend little to them.
  ///
  /// The mean attention of the string's tokens, the first left out, on the string, less the mean
  /// attention of the request's later tokens on it; over blocks, heads and prompts. nil where the
  /// string's tokens cannot be told.
  static func attention(
    _ string: String, _ frame: PromptFrame, prompts: [String]
  ) throws -> Double? {
    let model = frame.model
    let blocks = Array(0..<model.model.configuration.layers)
    var values: [Double] = []
    for prompt in prompts {
      let ids = try frame.ids(string, with: prompt)
      guard let isString = model.tokens(of: string, in: ids, frame.position),
        let first = isString.firstIndex(of: true), let last = isString.lastIndex(of: true)
      else { return nil }
      model.meter.count(forward: 1, tokens: ids.count)
      let (_, kept) = withoutGradient {
        model.model.traced(
          Tensor(ids.map(Int64.init)).to(device: model.model.device),
          layout: PackedLayout(lengths: [ids.count], device: model.model.device),
          capturing: CaptureRequest(attention: blocks, positions: .last))
      }
      values += blocks.map { block in
        withoutGradient {
          // The attention of each token on the string, mean of heads: [T].
          let onStringT = kept.attention[block]![0].mean(0)
            .narrowed(1, from: first, length: last - first + 1).sum(1)
          let own = mean(onStringT, from: first + 1, to: last + 1)
          return own - mean(onStringT, from: last + 1, to: ids.count)
        }
      }
    }
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func mean(_ valuesT: Tensor, from: Int, to: Int) -> Double {
    from < to ? valuesT.narrowed(0, from: from, length: to - from).mean().scalar : 0
  }
}
