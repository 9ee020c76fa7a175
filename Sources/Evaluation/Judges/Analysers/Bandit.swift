internal import Diagnostics
internal import Foundation

/// Bandit (https://github.com/PyCQA/bandit, Apache 2.0): patterns on the syntax tree, no data flow.
public struct Bandit: StaticAnalyser {
  public let name = "bandit"
  public let weaknesses = [22, 78, 79, 89, 502, 732, 798]
  private let program: URL

  /// - Throws: `InputError` when Bandit is missing.
  public init(locator: ToolLocator = .standard) throws {
    program = try locator.require("bandit", remedy: "`make setup` installs it")
  }

  /// Tests that fire on what secure programs do, too: assertions (B101), ignored exceptions (B110,
  /// B112), importing a module at all (B401 to B415), starting a program without a shell (B603) or
  /// without its full path (B607).
  private static let leftOut =
    (["B101", "B110", "B112", "B603", "B607"] + (401...415).map { "B\($0)" })
    .joined(separator: ",")

  /// Bandit files an unsafe `yaml.load` (B506) under CWE-20; it is the paper's CWE-502.
  private static let corrected = ["B506": [502]]

  /// Comments such as `# nosec` have no say: the text is the suspect.
  public func analyse(_ folder: AnalysisFolder, limit: Double) throws -> Analysis {
    let call = AnalyserCall(
      analyser: name, program: program, folder: folder,
      environment: ["HOME": folder.place.url.path])
    do {
      // 1: it found something.
      try call.run(
        [
          "--recursive", "--quiet", "--ignore-nosec", "--skip", Self.leftOut, "--format", "sarif",
          "--output", call.report, "files",
        ], accepting: [0, 1], limit: limit)
    } catch let error as RunError where error.description.contains("invalid choice: 'sarif'") {
      throw InputError(
        program.path, "cannot write SARIF", expected: "Bandit with its extra for that",
        remedy: "`make setup` installs it; or pip install 'bandit[sarif]'")
    }
    var analysis = try call.analysis()
    for index in analysis.findings.indices {
      guard let cwes = Self.corrected[analysis.findings[index].rule] else { continue }
      analysis.findings[index].cwes = cwes
    }
    return analysis
  }
}
