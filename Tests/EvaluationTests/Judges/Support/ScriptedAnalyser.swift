import Diagnostics
import Evaluation
import Foundation
import Synchronization

/// An analyser that says of each program what a closure says, and remembers how large its calls were.
final class ScriptedAnalyser: StaticAnalyser {
  let name = "scripted"
  let weaknesses: [Int]
  private let fails: @Sendable ([String]) -> Bool
  private let say: @Sendable (String) -> (findings: [Finding], failure: String?)
  private let sizes = Mutex<[Int]>([])

  /// - Parameter fails: whether a whole call does, told from its programs.
  init(
    weaknesses: [Int] = CWE.paper,
    failing fails: @escaping @Sendable ([String]) -> Bool = { _ in false },
    _ say: @escaping @Sendable (String) -> (findings: [Finding], failure: String?)
  ) {
    self.weaknesses = weaknesses
    self.fails = fails
    self.say = say
  }

  /// Finds each `CWE-N` that a line of the program mentions.
  convenience init(failing fails: @escaping @Sendable ([String]) -> Bool = { _ in false }) {
    self.init(failing: fails) { program in
      let lines = program.split(separator: "\n", omittingEmptySubsequences: false)
      let findings = lines.enumerated().flatMap { index, line in
        line.matches(of: /CWE-([0-9]+)/).compactMap { Int($0.1) }.map { cwe in
          Finding(
            analyser: "scripted", rule: "r\(cwe)", path: "", line: index + 1, message: "m",
            cwes: [cwe])
        }
      }
      return (findings, nil)
    }
  }

  /// The numbers of files of the calls until now.
  var calls: [Int] { sizes.withLock(\.self) }

  func analyse(_ folder: AnalysisFolder, limit: Double) throws -> Analysis {
    let programs = try folder.names.map {
      try String(contentsOf: folder.files.appendingPathComponent($0), encoding: .utf8)
    }
    sizes.withLock { $0.append(programs.count) }
    if fails(programs) { throw RunError("scripted: crashed") }
    var analysis = Analysis()
    for (name, program) in zip(folder.names, programs) {
      let (findings, failure) = say(program)
      analysis.findings += findings.map { finding in
        var finding = finding
        finding.path = name
        return finding
      }
      if let failure { analysis.failures.append(.init(path: name, reason: failure)) }
    }
    return analysis
  }
}
