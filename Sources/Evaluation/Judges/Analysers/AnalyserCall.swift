internal import Diagnostics
internal import Foundation

/// One call of an analyser's program over a folder: what the adapters have in common.
struct AnalyserCall {
  let analyser: String
  let program: URL
  let folder: AnalysisFolder
  let report = "report.sarif"
  /// What the program sees beside PATH and the like.
  var environment: [String: String] = [:]

  /// - Parameters:
  ///   - arguments: those of the program, which runs beside the folder `files`.
  ///   - accepted: the exit codes that say that the analysis was carried out.
  /// - Throws: `RunError` for any other ending.
  func run(_ arguments: [String], accepting accepted: Set<Int32>, limit: Double) throws {
    let process = ToolProcess(
      command: [program.path] + arguments, environment: settings, folder: folder.place)
    switch try process.run(limit: limit) {
    case .exit(let code) where accepted.contains(code): return
    case .exit(let code):
      let reason = reader.complaint(in: folder.place.file(report)) ?? process.lastWords
      throw RunError("\(analyser): failed with exit code \(code): \(reason)")
    case .signal(let number):
      throw RunError("\(analyser): was killed by signal \(number): \(process.lastWords)")
    case .timeout:
      throw RunError("\(analyser): did not end within \(Int(limit.rounded(.up))) seconds")
    }
  }

  /// What the program wrote into `report`.
  ///
  /// - Throws: `RunError` when that is not SARIF 2.1.0 about the folder.
  func analysis() throws -> Analysis {
    try reader.read(folder.place.file(report))
  }

  private var reader: SARIFReader {
    SARIFReader(analyser: analyser, folder: folder.files, files: folder.names)
  }

  /// This process's variables but those that steer Python or an analyser; the program's own folder
  /// comes first on PATH, since launchers look for their other halves there.
  private var settings: [String: String] {
    let own = ProcessInfo.processInfo.environment
    var settings = own.filter { name, _ in
      !["PYTHON", "SEMGREP", "BANDIT"].contains { name.hasPrefix($0) }
    }
    settings["PATH"] = [program.deletingLastPathComponent().path, own["PATH"] ?? "/usr/bin:/bin"]
      .joined(separator: ":")
    settings["PYTHONUTF8"] = "1"
    settings["TMPDIR"] = folder.place.url.path
    return settings.merging(environment) { $1 }
  }
}
