internal import Diagnostics
public import Foundation

/// Semgrep's open engine (https://github.com/semgrep/semgrep, LGPL 2.1) with rules from a folder.
/// It is offline: no metrics, no look for a newer version, no account.
public struct Semgrep: StaticAnalyser {
  public let name = "semgrep"
  public let weaknesses: [Int]
  private let program: URL
  private let rules: URL

  /// - Parameter rules: a folder of rules in Semgrep's YAML, or one such file.
  /// - Throws: `InputError` when Semgrep or the rules are missing.
  public init(rules: URL, locator: ToolLocator = .standard) throws {
    program = try locator.require("semgrep", remedy: "`make setup` installs it")
    self.rules = rules
    weaknesses = try SemgrepRules.weaknesses(in: rules)
  }

  /// Comments such as `# nosemgrep` have no say: the text is the suspect. A rule may take 10 seconds
  /// over a file; after one that takes longer, the file counts as failed.
  public func analyse(_ folder: AnalysisFolder, limit: Double) throws -> Analysis {
    let home = folder.place.url.path
    let call = AnalyserCall(
      analyser: name, program: program, folder: folder,
      environment: [
        "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home,
        "SEMGREP_SETTINGS_FILE": "\(home)/settings.yml", "SEMGREP_LOG_FILE": "\(home)/semgrep.log",
        "SEMGREP_SEND_METRICS": "off", "SEMGREP_ENABLE_VERSION_CHECK": "0",
        "SEMGREP_VERSION_CACHE_PATH": "\(home)/version",
      ])
    try call.run(
      [
        "scan", "--quiet", "--config", rules.path, "--no-rewrite-rule-ids", "--metrics=off",
        "--disable-version-check", "--disable-nosem", "--no-git-ignore", "--max-target-bytes=0",
        "--timeout=10", "--timeout-threshold=1",
        "--jobs=\(ProcessInfo.processInfo.activeProcessorCount)", "--sarif",
        "--output=\(call.report)", "files",
      ], accepting: [0], limit: limit)
    return try call.analysis()
  }
}
