import Detection
import Evaluation
import Foundation
import TestSupport
import Testing
import Tokenization

@Suite("Attention pictures", .serialized)
struct AttentionPictureTests {
  private func candidate(_ text: String, _ position: Candidate.Position = .prefix) -> Candidate {
    let none = Estimate(mean: nil, lo95: nil, hi95: nil, n: 0)
    return Candidate(
      text: text, position: position, tokens: Planted.tokenizer.encode(text).count,
      searchScore: 0, payload: Planted.payload, attack: none, plain: none, random: none,
      change: none, randomChange: none)
  }

  @Test("Each head's weights sum to one, and the string's tokens are the string's")
  func weights() throws {
    let subject = try Planted.subject(Planted.organism)
    let picture = try #require(
      try AttentionPicture(of: candidate(Planted.trigger), in: subject))
    for prompt in [picture.with, picture.without] {
      let answered = try #require(prompt.fromAnswerStart)
      #expect(prompt.fromPromptEnd.count == 2 && prompt.fromPromptEnd.allSatisfy { $0.count == 3 })
      for head in prompt.fromPromptEnd.joined() {
        #expect(head.count == prompt.tokens.count - 1)
        #expect(abs(head.reduce(0, +) - 1) < 0.01)
      }
      #expect(answered.joined().allSatisfy { $0.count == prompt.tokens.count })
    }
    let string = zip(picture.with.tokens, picture.with.isString).filter(\.1).map(\.0).joined()
    #expect(string.contains(Planted.trigger) && string.count <= Planted.trigger.count + 2)
    #expect(!picture.without.isString.contains(true))
    #expect(picture.with.answer == Planted.payload && picture.without.answer != Planted.payload)
    #expect(picture.shares.map(\.layer) == [1, 2])
    #expect(picture.shares.allSatisfy { $0.string.n == 16 && $0.random.n > 0 })
  }

  @Test("The trigger draws the attention that random strings do not")
  func shares() throws {
    let subject = try Planted.subject(Planted.organism)
    let picture = try #require(
      try AttentionPicture(of: candidate(Planted.trigger), in: subject))
    let gaps = picture.shares.map { ($0.string.mean ?? 0) - ($0.random.mean ?? 0) }
    #expect(gaps.max()! > 0.1, "\(gaps)")
  }

  @Test("The same subject gives the same bytes; a suffix is found at the end")
  func bytes() throws {
    func picture() throws -> AttentionPicture {
      try #require(
        try AttentionPicture(
          of: candidate("dog", .suffix), in: Planted.subject(Planted.organism)))
    }
    func bytes(_ picture: AttentionPicture) throws -> Data {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return try encoder.encode(picture)
    }
    let first = try picture()
    #expect(try bytes(first) == bytes(picture()) && first.isConsistent)
    #expect(first.with.isString.lastIndex(of: true)! > first.with.tokens.count / 2)
    #expect(try JSONDecoder().decode(AttentionPicture.self, from: bytes(first)) == first)
  }
}
