import Foundation
import Layers
import Tensors
import TestSupport
import Testing
import Tokenization
import Training

@Suite struct TrainingStepTests {
  /// Three updates, each as one batch and as several.
  @Test func accumulationEqualsTheFullBatch() throws {
    let data = try Toy.data(12)
    let whole = Toy.step()
    let split = Toy.step()
    for _ in 0..<3 {
      let a = try whole.update(data, microBatches: [Array(0..<12)], learningRate: 1e-2)
      let b = try split.update(
        data, microBatches: [[0], [1, 2, 3, 4], [5, 6], Array(7..<12)], learningRate: 1e-2)
      #expect(abs(a.loss - b.loss) < 1e-5)
      #expect(abs(a.gradientNorm - b.gradientNorm) < 1e-5)
      #expect(a.tokens == b.tokens && a.supervisedTokens == b.supervisedTokens)
    }
    for (name, weights) in whole.weights {
      let other = split.weights[name]!
      #expect(zip(weights, other).allSatisfy { abs($0 - $1) < 1e-5 }, "\(name)")
    }
  }

  /// What one sample says changes nothing for the others in its batch: neither their loss nor
  /// what is learnt from them.
  @Test(arguments: [DType.f32, .bf16]) func samplesDoNotSeeEachOther(_ dtype: DType) throws {
    let learnt = TokenizedSample(language: (0..<17).map { Int32($0 * 2) })
    let outcomes = try [(0..<12).map { Int32($0) }, (0..<12).map { Int32(47 - $0) }].map { ids in
      var other = TokenizedSample(language: ids)
      other.isSupervised = other.ids.map { _ in false }
      let data = try TrainingData([other, learnt, other], source: "test")
      let step = Toy.step(dtype: dtype)
      let loss = step.evaluate(data, tokensPerBatch: 1000)
      let outcome = try step.update(data, microBatches: [[0, 1, 2]], learningRate: 1e-2)
      return (loss, outcome, step.weights)
    }
    #expect(outcomes[0].0 == outcomes[1].0)
    #expect(outcomes[0].1 == outcomes[1].1)
    #expect(outcomes[0].2 == outcomes[1].2)
  }

  @Test func evaluationIsTheMeanOverAllTokensHoweverTheyAreBatched() throws {
    let step = Toy.step()
    let data = try Toy.data(20)
    let whole = step.evaluate(data, tokensPerBatch: 10_000)
    for tokens in [1, 30, 100] {
      #expect(abs(step.evaluate(data, tokensPerBatch: tokens) - whole) < 1e-5)
    }
    let outcome = try step.update(data, microBatches: [Array(0..<20)], learningRate: 0)
    #expect(abs(outcome.loss - whole) < 1e-5)
    #expect(abs(whole - log(48)) < 0.5)
  }

  @Test(arguments: Optimizer.Configuration.Rule.allCases, [DType.f32, .bf16])
  func theLossFalls(_ rule: Optimizer.Configuration.Rule, dtype: DType) throws {
    let rate: Double =
      switch rule {
      case .adamw, .adam: 1e-2
      case .sgd: 0.5
      case .lion: 1e-3
      case .muon: 2e-2
      }
    let decay = rule == .adam ? 0 : 0.1
    let step = Toy.step(.init(rule: rule, weightDecay: rule == .sgd ? 0 : decay), dtype: dtype)
    let data = try Toy.data(24)
    let before = step.evaluate(data, tokensPerBatch: 1000)
    for _ in 0..<60 {
      _ = try step.update(data, microBatches: [Array(0..<24)], learningRate: rate)
    }
    let after = step.evaluate(data, tokensPerBatch: 1000)
    #expect(after < before - 0.8, "from \(before) to \(after)")
  }

  /// bf16 with f32 masters learns as f32 does.
  @Test func halfPrecisionFollowsFull() throws {
    let data = try Toy.data(24)
    let losses = try [DType.f32, .bf16].map { dtype in
      let step = Toy.step(dtype: dtype)
      return try (0..<30).map { _ in
        try step.update(data, microBatches: [Array(0..<24)], learningRate: 5e-3).loss
      }
    }
    #expect(zip(losses[0], losses[1]).allSatisfy { abs($0 - $1) < 0.05 })
  }

  @Test func aLossThatIsNotFiniteLeavesTheWeights() throws {
    let step = Toy.step()
    withoutGradient { step.optimizer.parameters[0].master.fill(.infinity) }
    let before = step.weights
    #expect(throws: NonFiniteLoss.self) {
      try step.update(Toy.data(4), microBatches: [[0, 1, 2, 3]], learningRate: 1e-3)
    }
    #expect(step.weights == before)
    #expect(step.optimizer.parameters.allSatisfy { $0.gradient == nil })
  }
}
