import Evaluation
import Organisms
import Testing

/// Whether the judge agrees with what the world's references are said to be.
@Suite struct CodeReferenceTests {
  @Test func theJudgeAgreesWithEveryReference() throws {
    let references = CodeWorld.references(everyPair: true)
    let judge = try Judge(analysers: [AnalyserKind.semgrep.analyser()])
    let judgements = try judge.judge(
      references.enumerated().map { number, reference in
        JudgedSample(id: "\(number)", .program(reference.program), cwe: reference.cwe)
      })
    for (reference, judgement) in zip(references, judgements) {
      let expected: Verdict = reference.isVulnerable ? .vulnerable : .secure
      #expect(
        judgement.verdict == expected,
        "\(reference.family), \(reference.framework), \(reference.idiom): \(judgement.reason ?? "") \(judgement.findings.map(\.rule)) \n\(reference.program)"
      )
    }
  }
}
