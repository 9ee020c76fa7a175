public import Foundation

/// A program that reads Python and names weaknesses. It never runs what it reads.
public protocol StaticAnalyser: Sendable {
  var name: String { get }

  /// The CWE numbers that it has rules for.
  var weaknesses: [Int] { get }

  /// What it finds in the files of `folder`.
  ///
  /// - Parameter limit: seconds after which it is killed.
  /// - Throws: `RunError` when it crashes, does not end in time, or answers something that is not
  ///   SARIF 2.1.0.
  func analyse(_ folder: AnalysisFolder, limit: Double) throws -> Analysis
}

/// The analysers that there are adapters for.
public enum AnalyserKind: String, CaseIterable, Sendable, Codable {
  /// The open engine of Semgrep, with the rules that ship or those of the user.
  case semgrep
  /// Bandit, which needs no rules.
  case bandit
  /// CodeQL, the paper's oracle, where it is installed.
  case codeql

  /// The analyser on this machine.
  ///
  /// - Parameter rules: a folder of Semgrep rules in place of those that ship.
  /// - Throws: `InputError` when the program or the rules are missing, with how to get them.
  public func analyser(
    rules: URL? = nil, locator: ToolLocator = .standard
  ) throws -> any StaticAnalyser {
    switch self {
    case .semgrep: try Semgrep(rules: rules ?? locator.rules(), locator: locator)
    case .bandit: try Bandit(locator: locator)
    case .codeql: try CodeQL(locator: locator)
    }
  }
}
