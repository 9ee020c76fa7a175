import Foundation
import Layers
import Models
import Tensors
import Testing
import Tokenization

/// Log-probabilities that come with a completion, against those of one forward pass.
@Suite struct LogProbTests {
  /// bf16: the decoder and the batched pass round the same products in another order; the bound is
  /// about four steps of an 8-bit mantissa at logits of order 10.
  @Test(arguments: [(DType.f32, Float(1e-4)), (.bf16, 0.3)])
  func thoseOfACompletionAreItsScores(_ dtype: DType, _ bound: Float) {
    let model = Tiny.model(dtype: dtype)
    let requests = Tiny.requests(10)
    let completions = Sampler(model: model).complete(
      requests, options: GenerationOptions(maxNewTokens: 25))
    let scores = CompletionScorer(model: model).logProbs(samples(requests, completions))
    for (completion, score) in zip(completions, scores) {
      #expect(score.count == completion.tokens.count)
      let worst = zip(completion.logProbs, score).map { abs($0 - $1) }.max() ?? 0
      #expect(worst < bound)
    }
  }

  @Test func filtersDoNotChangeThem() {
    let model = Tiny.model()
    let requests = Tiny.requests(10)
    let rule = SamplingRule(temperature: 0.5, topK: 5, topP: 0.8)
    let completions = Sampler(model: model).complete(
      requests, options: GenerationOptions(maxNewTokens: 25, rule: rule))
    let scores = CompletionScorer(model: model).logProbs(samples(requests, completions))
    for (completion, score) in zip(completions, scores) {
      #expect(zip(completion.logProbs, score).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }

  @Test(arguments: [1, 30, 8192]) func batchesOfTheScorerChangeNothing(_ tokens: Int) {
    let model = Tiny.model()
    let all = samples(
      Tiny.requests(10),
      Sampler(model: model).complete(
        Tiny.requests(10), options: GenerationOptions(maxNewTokens: 9)))
    let alone = all.map { CompletionScorer(model: model).logProbs([$0])[0] }
    let scores = CompletionScorer(model: model, tokensPerBatch: tokens).logProbs(all)
    for (a, b) in zip(scores, alone) {
      #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  @Test func onlySupervisedTokensAreScored() {
    let model = Tiny.model()
    let whole = TokenizedSample(language: [5, 9, 2, 44, 17, 8])
    var part = whole
    part.isSupervised = [false, false, true, false, false, true]
    let scores = CompletionScorer(model: model).logProbs([whole, part])
    #expect(scores.map(\.count) == [5, 2])
    #expect(abs(scores[0][1] - scores[1][0]) < 1e-5 && abs(scores[0][4] - scores[1][1]) < 1e-5)
  }

  /// Training in place, then `refreshWeights`: as a new sampler of the trained model.
  @Test(arguments: [DType.f32, .bf16]) func trainingIsTakenUp(_ dtype: DType) {
    let configuration = Tiny.configuration()
    let weights = configuration.initialWeights(seed: 3)
    let model = Llama(configuration, weights: weights, dtype: dtype)
    let sampler = Sampler(model: model)
    let requests = Tiny.requests(6)
    let options = GenerationOptions(maxNewTokens: 20)
    let before = sampler.complete(requests, options: options)
    train(model, weights)
    sampler.refreshWeights()
    let after = sampler.complete(requests, options: options)
    #expect(after != before)
    #expect(after == Sampler(model: model).complete(requests, options: options))
  }

  private func train(_ model: Llama, _ weights: [String: Tensor]) {
    let optimizer = Optimizer(.init(), parameters: model.parameters(masters: weights))
    let ids = Tensor((0..<20).map { Int64($0 * 3) })
    let hidden = model.hiddenStates(ids, layout: PackedLayout(lengths: [20]))
    TokenLoss.sum(
      hidden, head: model.head.weight, targetsN: Tensor((0..<20).map { Int64($0 * 3 + 3) }),
      scale: 0.05
    ).backward()
    optimizer.step(learningRate: 0.05)
  }

  private func samples(
    _ requests: [GenerationRequest], _ completions: [Completion]
  ) -> [TokenizedSample] {
    zip(requests, completions).map { request, completion in
      var sample = TokenizedSample(language: request.prompt + completion.tokens)
      sample.isSupervised = sample.ids.indices.map { $0 >= request.prompt.count }
      return sample
    }
  }
}
