import Foundation
import Layers
import Models
import Tensors
import Testing

/// The same model on every accelerator that is here and on the CPU. Without one, the suite is
/// reported as disabled.
@Suite(.enabled(if: Device.available.count > 1))
struct DeviceTests {
  static let configuration = LlamaConfiguration(
    vocabularySize: 97, width: 64, layers: 2, heads: 4, keyValueHeads: 2, intermediateWidth: 96,
    context: 64, initializerRange: 0.2)
  static let accelerators = Device.available.filter { $0 != .cpu }
  private let weights = configuration.initialWeights(seed: 1)
  private let ids: [Int32] = (0..<23).map { ($0 * 37 + 5) % 97 }

  private func logits(on device: Device, dtype: DType) -> [Float] {
    let model = Llama(Self.configuration, weights: weights, dtype: dtype, device: device)
    let layout = PackedLayout(lengths: [9, 1, 13], device: device)
    return withoutGradient {
      model.logits(Tensor(ids).to(.i64, device: device), layout: layout).to(.f32)
        .elements(Float.self)
    }
  }

  private func largestDifference(_ a: [Float], _ b: [Float]) -> Float {
    zip(a, b).map { abs($0 - $1) }.max()!
  }

  @Test(arguments: accelerators)
  func logitsAgreeWithTheCPU(device: Device) {
    let expected = logits(on: .cpu, dtype: .f32)
    #expect(largestDifference(logits(on: device, dtype: .f32), expected) < 1e-3)
    #expect(largestDifference(logits(on: device, dtype: .bf16), expected) < 0.2)
  }

  @Test(arguments: accelerators)
  func trainingStepsAgreeWithTheCPU(device: Device) {
    func losses(on device: Device) -> [Double] {
      let model = Llama(Self.configuration, weights: weights, device: device)
      let optimizer = Optimizer(.init(), parameters: model.parameters(masters: weights))
      let inputs = Tensor(ids).to(.i64, device: device)
      let targets = Tensor(ids.dropFirst() + [-100]).to(.i64, device: device)
      let layout = PackedLayout(lengths: [ids.count], device: device)
      return (0..<5).map { _ in
        let loss = TokenLoss.sum(
          model.hiddenStates(inputs, layout: layout), head: model.head.weight,
          targetsN: targets, scale: 1 / 22)
        loss.backward()
        optimizer.step(learningRate: 1e-2)
        return loss.detached().scalar
      }
    }
    for (actual, expected) in zip(losses(on: device), losses(on: .cpu)) {
      #expect(abs(actual - expected) < 1e-2)
    }
  }

  @Test(arguments: accelerators)
  func greedyCompletionsAgreeWithTheCPU(device: Device) {
    func tokens(on device: Device) -> [[Int32]] {
      let model = Llama(Self.configuration, weights: weights, device: device)
      let requests = [5, 9, 9, 2].map {
        GenerationRequest(prompt: Array(ids.prefix($0)), seed: 0)
      }
      let options = GenerationOptions(maxNewTokens: 12, rule: .greedy, batchSize: 3)
      return Sampler(model: model).complete(requests, options: options).map(\.tokens)
    }
    #expect(tokens(on: device) == tokens(on: .cpu))
  }
}
