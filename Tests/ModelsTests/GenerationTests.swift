import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Tokenization

/// Greedy continuations of transformers' models, from golden.safetensors.
@Suite struct GreedyGenerationTests {
  @Test(arguments: GoldenCheckpoint.supported, [true, false])
  func tokensAgree(_ golden: GoldenCheckpoint, isFused: Bool) throws {
    let model = try golden.load().model()
    let sampler = Sampler(model: model, tokenizer: nil, isFused: isFused)
    let expected = try golden.rows("greedy_ids")
    let completions = sampler.complete(
      expected.map { GenerationRequest(prompt: Array($0.prefix(8)), seed: 0) },
      options: GenerationOptions(maxNewTokens: 16, rule: .greedy))
    #expect(completions.map(\.tokens) == expected.map { Array($0.dropFirst(8)) })
  }
}

/// When a completion ends, and what it then holds.
@Suite struct FinishReasonTests {
  private let sampler = Sampler(model: Tiny.model())

  @Test func theLimitOfNewTokens() {
    let completions = sampler.complete(
      Tiny.requests(5), options: GenerationOptions(maxNewTokens: 7))
    for completion in completions {
      #expect(completion.tokens.count == 7)
      #expect(completion.logProbs.count == 7)
      #expect(completion.finishReason == .length)
    }
  }

  @Test func noTokensAndNoRequests() {
    let none = sampler.complete(Tiny.requests(2), options: GenerationOptions(maxNewTokens: 0))
    #expect(none.map(\.tokens) == [[], []])
    #expect(sampler.complete([], options: GenerationOptions()).isEmpty)
  }

  @Test(arguments: [1, 40, 63]) func theEndOfTheContext(_ length: Int) {
    let prompt = (0..<Int32(length)).map { $0 % 96 }
    let short = GenerationRequest(prompt: [4], seed: 1)
    let completions = sampler.complete(
      [short, GenerationRequest(prompt: prompt, seed: 0)],
      options: GenerationOptions(maxNewTokens: 100))
    #expect(completions.map(\.tokens.count) == [63, 64 - length])
    #expect(completions.map(\.finishReason) == [.length, .length])
  }

  @Test func aStopTokenIsTheLast() throws {
    let options = GenerationOptions(maxNewTokens: 30)
    for request in Tiny.requests(8) {
      let free = sampler.complete([request], options: options)[0]
      for stop in Set(free.tokens) {
        var options = options
        options.stopTokens = [stop, 95]
        let stopped = sampler.complete([request], options: options)[0]
        let end = try #require(free.tokens.firstIndex { $0 == stop || $0 == 95 })
        #expect(stopped.tokens == Array(free.tokens[...end]))
        #expect(stopped.logProbs == Array(free.logProbs[...end]))
        #expect(stopped.finishReason == .stop)
      }
    }
  }

  @Test func aStopStringEndsTheTextThatHoldsIt() throws {
    let tokenizer = try Tiny.tokenizer()
    let configuration = Tiny.configuration(vocabulary: tokenizer.vocabularySize)
    let sampler = Sampler(model: Tiny.model(configuration), tokenizer: tokenizer)
    let options = GenerationOptions(maxNewTokens: 50)
    let requests = Tiny.requests(6, vocabulary: tokenizer.vocabularySize)
    let free = sampler.complete(requests, options: options)
    var tried = 0
    for (request, completion) in zip(requests, free) {
      // A text of two tokens in the midst of the completion.
      let middle = completion.tokens.indices.dropFirst(5).dropLast(5).first {
        tokenizer.decode(Array(completion.tokens[$0...$0 + 1])).allSatisfy(\.isASCII)
      }
      guard let middle else { continue }
      tried += 1
      let text = tokenizer.decode(Array(completion.tokens[middle...middle + 1]))
      var options = options
      options.stopStrings = ["never to be seen", text]
      let stopped = sampler.complete([request], options: options)[0]
      #expect(stopped.finishReason == .stop)
      #expect(stopped.tokens.count <= middle + 2)
      #expect(stopped.tokens == Array(completion.tokens.prefix(stopped.tokens.count)))
      #expect(tokenizer.decode(stopped.tokens).contains(text))
      #expect(!tokenizer.decode(Array(stopped.tokens.dropLast())).contains(text))
    }
    #expect(tried > 0)
  }

  @Test func everyRequestIsReportedOnce() {
    var seen: [Int: Completion] = [:]
    let completions = sampler.complete(
      Tiny.requests(9), options: GenerationOptions(maxNewTokens: 5, batchSize: 2)
    ) { index, completion in
      #expect(seen[index] == nil)
      seen[index] = completion
    }
    #expect(completions.indices.map { seen[$0] } == completions)
  }
}
