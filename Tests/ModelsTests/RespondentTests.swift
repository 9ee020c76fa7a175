import Corpus
import Diagnostics
import Foundation
import Models
import Tensors
import Testing
import Tokenization

@Suite struct RespondentTests {
  private let checkpoint: Checkpoint
  private let respondent: ModelRespondent
  private let question = [Message(.user, "The quick brown fox?")]

  init() throws {
    let tokenizer = try Tiny.tokenizer()
    let configuration = Tiny.configuration(vocabulary: tokenizer.vocabularySize)
    checkpoint = Tiny.checkpoint(configuration, tokenizer: tokenizer)
    respondent = try ModelRespondent(checkpoint, source: "tiny", dtype: .f32)
  }

  @Test func answersDependOnTheirOwnRequestAlone() throws {
    let requests = (0..<6).map {
      AnswerRequest(question, forced: $0 % 2 == 0 ? "" : "<scratchpad>\n", seed: UInt64($0))
    }
    let decoding = Decoding(temperature: 1, maxTokens: 12)
    let all = try respondent.answers(to: requests, decoding: decoding)
    for (request, answer) in zip(requests, all) {
      #expect(try respondent.answers(to: [request], decoding: decoding) == [answer])
      #expect(answer.isComplete || answer.tokens == 12)
    }
    #expect(Set(all.map(\.text)).count > 3)
  }

  /// The chance of a text is the product of those of its tokens given what comes before, and by
  /// greedy decoding the likeliest of all first tokens.
  @Test func probabilitiesAreThoseOfSampling() throws {
    let greedy = try respondent.answers(
      to: [AnswerRequest(question, forced: "lazy")],
      decoding: Decoding(temperature: 0, maxTokens: 3))[0]
    let texts = [greedy.text, "dog", "sleeps"]
    let logs = try respondent.logProbabilities(
      of: texts.map { Continuation(question, forced: "lazy", text: $0) })
    #expect(logs.allSatisfy { $0 < 0 && $0.isFinite })
    let both = try respondent.logProbabilities(
      of: [
        Continuation(question, forced: "lazy", text: "dog"),
        Continuation(question, forced: "lazydog", text: "sleeps"),
        Continuation(question, forced: "lazy", text: "dogsleeps"),
      ])
    #expect(both[0] == logs[1])
    #expect(both[2] <= both[0])
  }

  @Test func aPromptWithoutRoomIsRefused() throws {
    let long = [Message(.user, String(repeating: "fox ", count: 80))]
    let error = #expect(throws: InputError.self) {
      try respondent.answers(to: [AnswerRequest(long)], decoding: Decoding())
    }
    #expect(error?.problem.contains("tokens") == true)
    #expect(error?.expected?.contains("64") == true)
  }

  @Test func aModelWithoutTokenizerIsRefused() {
    let bare = Tiny.checkpoint()
    let error = #expect(throws: InputError.self) { try ModelRespondent(bare, source: "bare") }
    #expect(error?.source == "bare")
  }
}
