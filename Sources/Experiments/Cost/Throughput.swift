internal import Diagnostics
internal import Layers
public import Models
internal import Randomness
public import Tensors
internal import Training

/// How fast this machine trains a model: measured on a few steps where the model is small, and
/// from there by operations where it is large.
public final class Throughput {
  private let device: Device
  private let dtype: DType
  private var measured: [Int: Double] = [:]

  /// Parameters of the products above which a model is not tried out but extrapolated.
  private static let largestTried = 4_000_000
  private static let sequence = 32

  /// - Parameter threads: those of a stage's process; this one takes as many from now on.
  public init(device: Device, threads: Int = 1, dtype: DType = .bf16) {
    Engine.threadCount = threads
    self.device = device
    self.dtype = dtype
  }

  /// Tokens a second of training steps of `batchTokens`.
  public func tokensPerSecond(_ model: LlamaConfiguration, batchTokens: Int) -> Double {
    let size = model.productParameterCount
    guard size > Self.largestTried else { return measure(model, batchTokens: batchTokens) }
    let reference = ModelPreset.p3m.configuration(vocabularySize: 2048)
    let rate = measure(reference, batchTokens: batchTokens)
    return rate * Double(reference.productParameterCount) / Double(size)
  }

  private func measure(_ model: LlamaConfiguration, batchTokens: Int) -> Double {
    if let known = measured[model.productParameterCount] { return known }
    let samples = max(1, min(batchTokens, 4096) / Self.sequence)
    var stream = RandomStream(seed: 0, "throughput")
    let sequences = (0..<samples).map { _ in
      (0...Self.sequence).map { _ in
        Int32.random(in: 0..<Int32(model.vocabularySize), using: &stream)
      }
    }
    let weights = model.initialWeights(seed: 0)
    let llama = Llama(model, weights: weights, dtype: dtype, device: device)
    let step = TrainingStep(
      model: llama, optimizer: Optimizer(.init(), parameters: llama.parameters(masters: weights)),
      clipNorm: 1)
    var best = Double.infinity
    for _ in 0..<4 {
      let start = ContinuousClock.now
      guard let data = try? TrainingData.language(sequences),
        (try? step.update(data, microBatches: [Array(0..<samples)], learningRate: 0)) != nil
      else { return 0 }
      Engine.synchronize(device)
      best = min(best, start.duration(to: .now) / .seconds(1))
    }
    let rate = Double(samples * Self.sequence) / best
    measured[model.productParameterCount] = rate
    return rate
  }

  /// Bytes that training takes: f32 masters, gradients and two moments, weights in `dtype`, and
  /// about 20 activations of a layer's width a token and layer.
  public static func trainingBytes(
    _ model: LlamaConfiguration, batchTokens: Int, dtype: DType = .bf16
  ) -> Int {
    let weights = model.parameterCount * (16 + dtype.byteCount)
    let perToken = model.layers * (20 * model.width + 3 * model.intermediateWidth)
    return weights + batchTokens * perToken * dtype.byteCount + processBytes
  }

  /// libtorch and its kernels, before any model.
  private static let processBytes = 170_000_000
}
