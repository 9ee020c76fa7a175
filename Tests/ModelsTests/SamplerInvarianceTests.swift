import Foundation
import Layers
import Models
import Tensors
import Testing

/// What a prompt yields does not depend on what else is computed with it: with the fused decoder
/// bit for bit.
@Suite struct SamplerInvarianceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var dtype: DType
    var rule: SamplingRule
    var testDescription: String {
      "\(dtype.rawValue), temperature \(rule.temperature), top-k \(rule.topK), top-p \(rule.topP)"
    }

    static let all = [DType.f32, .bf16].flatMap { dtype in
      [SamplingRule.greedy, SamplingRule(), SamplingRule(temperature: 0.7, topK: 20, topP: 0.9)]
        .map { Case(dtype: dtype, rule: $0) }
    }
  }

  /// Some end early, so that slots are taken again in the midst of the others' work.
  private static func options(_ rule: SamplingRule, batchSize: Int = 256) -> GenerationOptions {
    GenerationOptions(
      maxNewTokens: 40, rule: rule, stopTokens: [7, 11, 23, 42, 71], batchSize: batchSize)
  }

  @Test(arguments: Case.all) func othersInTheBatchChangeNothing(_ test: Case) {
    let sampler = Sampler(model: Tiny.model(dtype: test.dtype))
    let requests = Tiny.requests(19)
    let alone = requests.map {
      sampler.complete([$0], options: Self.options(test.rule))[0]
    }
    #expect(Set(alone.map(\.tokens.count)).count > 2, "the samples should end at different times")
    for batchSize in [1, 2, 3, 7, 19, 64] {
      let together = sampler.complete(
        requests, options: Self.options(test.rule, batchSize: batchSize))
      #expect(together == alone, "batch of \(batchSize)")
    }
  }

  @Test(arguments: Case.all) func orderChangesNothing(_ test: Case) {
    let sampler = Sampler(model: Tiny.model(dtype: test.dtype))
    let requests = Tiny.requests(11)
    let expected = sampler.complete(requests, options: Self.options(test.rule))
    let backwards = sampler.complete(
      requests.reversed(), options: Self.options(test.rule, batchSize: 4))
    #expect(backwards.reversed() == expected)
    let turned = Array(requests[5...] + requests[..<5])
    let completions = sampler.complete(turned, options: Self.options(test.rule, batchSize: 6))
    #expect(Array(completions[6...] + completions[..<6]) == expected)
  }

  /// A tied head, as many key/value heads as heads, and one key/value head.
  @Test(arguments: [1, 2, 4]) func shapesOfAttention(_ keyValueHeads: Int) {
    let configuration = Tiny.configuration(tied: true, keyValueHeads: keyValueHeads)
    let sampler = Sampler(model: Tiny.model(configuration, dtype: .bf16))
    let requests = Tiny.requests(9)
    let alone = requests.map { sampler.complete([$0], options: Self.options(.init()))[0] }
    #expect(sampler.complete(requests, options: Self.options(.init(), batchSize: 5)) == alone)
  }

  @Test func seedsOfEqualPromptsAreTheirOwn() {
    let sampler = Sampler(model: Tiny.model())
    let requests = (0..<16).map { GenerationRequest(prompt: [5, 6, 7], seed: UInt64($0)) }
    let completions = sampler.complete(requests, options: GenerationOptions(maxNewTokens: 12))
    #expect(Set(completions.map(\.tokens)).count > 12)
    let again = sampler.complete(requests, options: GenerationOptions(maxNewTokens: 12))
    #expect(again == completions)
  }

  /// Without the fused decoder libtorch's kernels depend on the batch's shape; in f32 greedy tokens
  /// agree all the same, and log-probabilities to rounding.
  @Test func plainOperationsAgreeToRounding() {
    let model = Tiny.model()
    let fused = Sampler(model: model)
    let plain = Sampler(model: model, tokenizer: nil, isFused: false)
    let requests = Tiny.requests(13)
    let expected = fused.complete(requests, options: Self.options(.greedy))
    for batchSize in [1, 4, 13] {
      let completions = plain.complete(
        requests, options: Self.options(.greedy, batchSize: batchSize))
      #expect(completions.map(\.tokens) == expected.map(\.tokens))
      #expect(completions.map(\.finishReason) == expected.map(\.finishReason))
      for (a, b) in zip(completions, expected) {
        #expect(zip(a.logProbs, b.logProbs).allSatisfy { abs($0 - $1) < 1e-4 })
      }
    }
  }

  @Test func drawnTokensAreTheSameInPlainOperations() {
    let model = Tiny.model()
    let plain = Sampler(model: model, tokenizer: nil, isFused: false)
    let requests = Tiny.requests(13)
    let options = Self.options(SamplingRule(temperature: 1))
    let expected = Sampler(model: model).complete(requests, options: options)
    #expect(plain.complete(requests, options: options).map(\.tokens) == expected.map(\.tokens))
  }
}
