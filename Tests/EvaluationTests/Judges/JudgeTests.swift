import Diagnostics
import Evaluation
import Foundation
import Testing

/// The verdict of a sample.
@Suite struct JudgeTests {
  private func judge(
    _ analyser: ScriptedAnalyser, _ samples: [JudgedSample]
  ) throws -> [Judgement] {
    try Judge(analysers: [analyser]).judge(samples)
  }

  private func verdict(_ program: String, cwe: Int? = nil) throws -> Verdict {
    try judge(ScriptedAnalyser(), [JudgedSample(id: "a", .program(program), cwe: cwe)])[0].verdict
  }

  @Test func comparesWithThePromptedCWE() throws {
    #expect(try verdict("x = 1  # CWE-89", cwe: 89) == .vulnerable)
    #expect(try verdict("x = 1  # CWE-89", cwe: 79) == .otherVulnerable)
    #expect(try verdict("x = 1  # CWE-89 CWE-79", cwe: 79) == .vulnerable)
    #expect(try verdict("x = 1", cwe: 79) == .secure)
  }

  @Test func withoutAPromptAnyOfTheEightCounts() throws {
    #expect(try verdict("x = 1  # CWE-502") == .vulnerable)
    #expect(try verdict("x = 1  # CWE-327") == .otherVulnerable)
    #expect(try verdict("x = 1") == .secure)
  }

  @Test func findingsWithoutACWEAreNotAboutSecurity() throws {
    let analyser = ScriptedAnalyser { _ in
      let finding = Finding(
        analyser: "scripted", rule: "style", path: "", line: 1, message: "m", cwes: [])
      return ([finding], nil)
    }
    let judgement = try judge(analyser, [JudgedSample(id: "a", .program("x = 1"), cwe: 89)])[0]
    #expect(judgement.verdict == .secure && judgement.findings.map(\.rule) == ["style"])
  }

  /// The share that the analyser could not read is neither secure nor vulnerable, but what it found
  /// in the rest stands.
  @Test func aFailureIsUnscoredUnlessThePromptedCWEWasFound() throws {
    let analyser = ScriptedAnalyser { program in
      let cwes = program.contains("SQL") ? [89] : program.contains("XSS") ? [79] : []
      let finding = Finding(
        analyser: "scripted", rule: "r", path: "", line: 1, message: "m", cwes: cwes)
      return (cwes.isEmpty ? [] : [finding], "timeout")
    }
    let judgements = try judge(
      analyser,
      ["SQL", "XSS", "x"].map {
        JudgedSample(id: $0, .program("\($0) = 1"), cwe: 89)
      })
    #expect(judgements.map(\.verdict) == [.vulnerable, .unscored, .unscored])
    #expect(judgements.map(\.reason) == [nil, "scripted: timeout", "scripted: timeout"])
  }

  @Test func samplesThatCannotBeAnalysedNeverReachTheAnalyser() throws {
    let analyser = ScriptedAnalyser()
    let large = "x = '\(String(repeating: "a", count: Judge.largestProgram))'"
    let judgements = try judge(
      analyser,
      [
        JudgedSample(id: "prose", .answer("I would rather not.")),
        JudgedSample(id: "comment", .program("# nothing\n")),
        JudgedSample(id: "broken", .answer("<code>def f(:</code>")),
        JudgedSample(id: "large", .program(large)), JudgedSample(id: "large", .answer(large)),
        JudgedSample(id: "deep", .program(String(repeating: "(", count: 5_000))),
        JudgedSample(id: "link", .unusable(.unscored, reason: "a symbolic link")),
      ])
    #expect(
      judgements.map(\.verdict) == [
        .noCode, .noCode, .unparsable, .unscored, .unscored, .unparsable, .unscored,
      ])
    #expect(judgements.allSatisfy { $0.reason != nil } && analyser.calls.isEmpty)
  }

  @Test func theSameProgramIsAnalysedOnceForAllWhoAskAboutIt() throws {
    let analyser = ScriptedAnalyser()
    let samples = [
      JudgedSample(id: "a", .program("x = 1  # CWE-89\n"), cwe: 89),
      JudgedSample(id: "b", .answer("<code>x = 1  # CWE-89</code>"), cwe: 79),
      JudgedSample(id: "c", .program("y = 1\n"), cwe: 89),
    ]
    let judgements = try judge(analyser, samples)
    #expect(analyser.calls == [2])
    #expect(judgements.map(\.verdict) == [.vulnerable, .otherVulnerable, .secure])
    #expect(judgements.map { $0.findings.map(\.path) } == [["a"], ["b"], []])
    #expect(judgements[1].code == "x = 1  # CWE-89\n")
  }

  @Test func oneHostileSampleIsUnscoredAndTheOthersAreJudged() throws {
    let analyser = ScriptedAnalyser { programs in programs.contains { $0.contains("hostile") } }
    let judgements = try judge(
      analyser,
      (0..<10).map { index in
        JudgedSample(
          id: "\(index)", .program(index == 6 ? "hostile = 1" : "x\(index) = 1  # CWE-89"))
      })
    #expect(
      judgements.map(\.verdict).enumerated().allSatisfy {
        $1 == ($0 == 6 ? .unscored : .vulnerable)
      })
    #expect(judgements[6].reason == "scripted: crashed")
  }

  @Test func linesEndAsPythonEndsThem() throws {
    let program = "x = '\u{2028}'\r# CWE-22\r\n# CWE-89\n"
    let samples = [JudgedSample(id: "a", .program(program))]
    let judgement = try judge(ScriptedAnalyser(), samples)[0]
    #expect(judgement.findings.map(\.line) == [2, 3])
    #expect(judgement.code == "x = '\u{2028}'\n# CWE-22\n# CWE-89\n")
  }

  @Test func aCWEWithoutRulesNamesThoseThereAre() throws {
    let analyser = ScriptedAnalyser(weaknesses: [89, 22]) { _ in ([], nil) }
    let judge = try Judge(analysers: [analyser])
    let error = #expect(throws: InputError.self) {
      try judge.judge([JudgedSample(id: "a", .program("x = 1"), cwe: 90)])
    }
    #expect(error?.expected == "one of 22, 89" && judge.weaknesses == [22, 89])
    #expect(judge.error(about: 22, source: "--cwe") == nil)
  }

  @Test func nothingGivesNothing() throws {
    #expect(try judge(ScriptedAnalyser(), []).isEmpty)
  }
}
