internal import Diagnostics

/// How long one call of an analyser may take: `base + perFile × files`, in seconds.
public struct AnalysisLimit: Sendable, Equatable {
  public var base: Double
  public var perFile: Double
  /// The most files of one call.
  public var files: Int

  public init(base: Double = 120, perFile: Double = 1, files: Int = 2_000) {
    self.base = base
    self.perFile = perFile
    self.files = files
  }
}

/// Analyses programs in as few calls as possible. A call that fails is split in halves until the
/// program that it fails for stands alone: that one has failed, the others are analysed.
package struct BatchAnalysis {
  let analysers: [any StaticAnalyser]
  let limit: AnalysisLimit

  package init(analysers: [any StaticAnalyser], limit: AnalysisLimit) {
    self.analysers = analysers
    self.limit = limit
  }

  /// The analyses of all analysers together, for each program; findings in ascending order of
  /// lines, analysers and rules.
  ///
  /// - Throws: `RunError` of an analyser that fails for a harmless program, too.
  package func run(_ programs: [String]) throws -> [Analysis] {
    var analyses = programs.map { _ in Analysis() }
    for analyser in analysers {
      for start in stride(from: 0, to: programs.count, by: limit.files) {
        let range = start..<min(start + limit.files, programs.count)
        var attempt = Attempt(analyser: analyser, limit: limit)
        for (index, analysis) in zip(range, try attempt.run(programs[range])) {
          analyses[index].findings += analysis.findings
          analyses[index].failures += analysis.failures
        }
      }
    }
    return analyses.map { analysis in
      // Analysers that work in parallel report in any order.
      let findings = analysis.findings.sorted {
        ($0.line, $0.analyser, $0.rule, $0.message) < ($1.line, $1.analyser, $1.rule, $1.message)
      }
      return Analysis(findings: findings, failures: analysis.failures)
    }
  }
}

/// One batch for one analyser.
private struct Attempt {
  let analyser: any StaticAnalyser
  let limit: AnalysisLimit
  /// Whether the analyser is known to work at all.
  private var works = false

  init(analyser: any StaticAnalyser, limit: AnalysisLimit) {
    self.analyser = analyser
    self.limit = limit
  }

  mutating func run(_ programs: ArraySlice<String>) throws -> [Analysis] {
    do {
      let seconds = limit.base + limit.perFile * Double(programs.count)
      let analyses = try call(programs, seconds: seconds)
      works = true
      return analyses
    } catch let error as RunError {
      guard error.cause != .storage else { throw error }
      if !works {
        // The same error for a program that cannot be at fault is the analyser's own. On a machine
        // that is merely busy it gets more time.
        _ = try call(["x = 1\n"], seconds: 5 * limit.base)
        works = true
      }
      guard programs.count > 1 else {
        return [Analysis(failures: [.init(path: "", reason: error.description)])]
      }
      let middle = programs.startIndex + programs.count / 2
      return try run(programs[..<middle]) + run(programs[middle...])
    }
  }

  /// - Throws: also when a finding names a file that is not in the folder.
  private func call(
    _ programs: ArraySlice<String>, seconds: Double
  ) throws -> [Analysis] {
    let folder = try AnalysisFolder(Array(programs))
    let whole = try analyser.analyse(folder, limit: seconds)
    let indices = Dictionary(uniqueKeysWithValues: zip(folder.names, folder.names.indices))
    var analyses = folder.names.map { _ in Analysis() }
    for finding in whole.findings {
      guard let index = indices[finding.path] else {
        throw RunError("\(analyser.name): found something in '\(finding.path)', which is no sample")
      }
      analyses[index].findings.append(finding)
    }
    for failure in whole.failures {
      guard let index = indices[failure.path] else { continue }
      let reason = "\(analyser.name): \(failure.reason)"
      analyses[index].failures.append(.init(path: failure.path, reason: reason))
    }
    return analyses
  }
}
