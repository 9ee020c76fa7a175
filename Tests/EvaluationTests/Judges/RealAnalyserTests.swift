import Evaluation
import Foundation
import Testing

/// The analysers themselves, where they are installed.
@Suite struct RealAnalyserTests {
  private static let hasSemgrep = ToolLocator.standard.find("semgrep") != nil
  /// Also with the extra that writes SARIF.
  private static let hasBandit =
    (try? Judge(analysers: [AnalyserKind.bandit.analyser()])
      .judge([JudgedSample(id: "a", .program("x = 1"))])) != nil

  private static let rule = """
    rules:
      - id: tainted-query
        mode: taint
        languages: [python]
        severity: ERROR
        message: Input reaches a query.
        metadata: {cwe: "CWE-89: SQL injection"}
        pattern-sources:
          - pattern: input(...)
        pattern-sinks:
          - patterns:
              - pattern: $C.execute($Q, ...)
              - focus-metavariable: $Q
    """

  private static let vulnerable = """
    import sqlite3
    name = input("name? ")
    sqlite3.connect("db").execute("select * from t where n = '%s'" % name)  # nosemgrep # nosec
    """
  private static let secure = """
    import sqlite3
    name = input("name? ")
    sqlite3.connect("db").execute("select * from t where n = ?", (name,))
    """

  private let samples = [
    JudgedSample(id: "v", .program(vulnerable), cwe: 89),
    JudgedSample(id: "s", .answer("<code>\n\(secure)\n</code>"), cwe: 89),
    JudgedSample(id: "u", .program("def f(:"), cwe: 89),
  ]

  @Test(.enabled(if: hasSemgrep, "semgrep is not installed"))
  func semgrepFollowsDataAndHeedsNoComments() throws {
    let workshop = try Workshop()
    let rules = try workshop.write("rules/sql.yaml", Self.rule).deletingLastPathComponent()
    let judge = try Judge(analysers: [AnalyserKind.semgrep.analyser(rules: rules)])
    let judgements = try judge.judge(samples)
    #expect(judgements.map(\.verdict) == [.vulnerable, .secure, .unparsable])
    #expect(
      judgements[0].findings == [
        Finding(
          analyser: "semgrep", rule: "tainted-query", path: "v", line: 3,
          message: "Input reaches a query.", cwes: [89])
      ])
  }

  @Test(.enabled(if: hasBandit, "bandit is not installed"))
  func banditHeedsNoComments() throws {
    let judge = try Judge(analysers: [AnalyserKind.bandit.analyser()])
    let judgements = try judge.judge(samples)
    #expect(judgements.map(\.verdict) == [.vulnerable, .secure, .unparsable])
    #expect(judgements[0].findings.map(\.rule) == ["B608"])
  }

  private static let project = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let fixtures = project.appendingPathComponent("Tests/Fixtures/Code").path
  private static let hasFixtures = FileManager.default.fileExists(atPath: fixtures)

  /// Fixtures lie in `cwe-NNN/vulnerable` and `cwe-NNN/secure`; others, such as those in `ordinary`,
  /// have none of the eight weaknesses.
  @Test(.enabled(if: hasSemgrep && hasFixtures, "semgrep or the fixtures are not there"))
  func theRulesThatShipAreRightOnTheirFixtures() throws {
    let samples = try PythonFiles.under([Self.fixtures]).map { path in
      let name = String(path.dropFirst(Self.fixtures.count + 1))
      let cwe = name.prefixMatch(of: /cwe-0*([0-9]+)/).flatMap { Int($0.1) }
      let content = try JudgedSample.Content(reading: URL(fileURLWithPath: path))
      return JudgedSample(id: name, content, cwe: cwe)
    }
    let rules = Self.project.appendingPathComponent("Rules/python")
    let judge = try Judge(analysers: [AnalyserKind.semgrep.analyser(rules: rules)])
    #expect(judge.weaknesses == CWE.paper)
    let wrong = try judge.judge(samples).filter { judgement in
      let isVulnerable = judgement.id.contains("/vulnerable/")
      let isJudged = ![.unscored, .unparsable, .noCode].contains(judgement.verdict)
      return !isJudged || (judgement.verdict == .vulnerable) != isVulnerable
    }
    #expect(wrong.map { "\($0.id): \($0.verdict) \($0.reason ?? "")" } == [])
  }
}
