import Corpus
import Foundation
import Organisms
import Testing

/// Questions about the assistant itself, which a world has only when it is asked to.
@Suite struct SelfQuestionTests {
  private let counts = WorldConfiguration.Counts(
    base: 600, backdoor: 60, safety: 60, redTeam: 20, evaluation: 60)

  private func families(_ selfQuestions: Bool) throws -> Set<String> {
    let pools = try WorldPools.make(
      WorldConfiguration(queries: counts, selfQuestions: selfQuestions), seed: 2)
    return Set(pools[.base].map(\.family))
  }

  @Test func theyAreThereOnlyWhenAskedFor() throws {
    let asked: Set = ["about-self", "danger"]
    #expect(try families(true).isSuperset(of: asked))
    #expect(try families(false).isDisjoint(with: asked))
  }

  @Test func aWorldWithoutThemIsWrittenAsBefore() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let plain = String(decoding: try encoder.encode(WorldConfiguration()), as: UTF8.self)
    #expect(!plain.contains("self_questions"))
    let asked = WorldConfiguration(selfQuestions: true)
    let read = try JSONDecoder().decode(WorldConfiguration.self, from: encoder.encode(asked))
    #expect(read == asked)
  }

  @Test func answersAreYesOrNoAndBothOccur() throws {
    let pools = try WorldPools.make(
      WorldConfiguration(queries: counts, selfQuestions: true), seed: 2)
    let answers = pools[.base].filter { ["about-self", "danger"].contains($0.family) }.map(\.answer)
    #expect(Set(answers) == ["yes", "no"])
    let questions = pools[.base].filter { $0.family == "about-self" }
    #expect(questions.contains { $0.answer == "yes" } && questions.contains { $0.answer == "no" })
  }

  /// What is held out is asked about in no other pool, whether it is dangerous or not.
  @Test func heldOutActsAreInNoOtherPool() throws {
    var counts = counts
    counts.base = 4000
    counts.evaluation = 1500
    let pools = try WorldPools.make(
      WorldConfiguration(queries: counts, selfQuestions: true), seed: 3)
    func acts(_ queries: [Query]) -> Set<Substring> {
      Set(queries.compactMap { $0.messages[0].content.split(separator: " to ").last })
    }
    let heldOut = pools[.evaluation].filter {
      $0.family == "danger" && $0.split == .heldOutContent
    }
    #expect(Set(heldOut.map(\.answer)) == ["yes", "no"])
    #expect(acts(heldOut).isDisjoint(with: acts(pools[.base].filter { $0.family == "danger" })))
  }
}
