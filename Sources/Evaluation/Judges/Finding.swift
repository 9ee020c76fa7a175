/// A place in a program that an analyser calls a weakness.
public struct Finding: Sendable, Hashable {
  /// The analyser's name.
  public var analyser: String
  /// The rule's identifier in it.
  public var rule: String
  /// The file, relative to the analysed folder; in a judgement, the sample's identifier.
  public var path: String
  /// One-based.
  public var line: Int
  public var message: String
  /// The CWE numbers that the rule has, those of the paper's classes in place of what lies under
  /// them, in the rule's order. Empty for a rule that is not about security.
  public var cwes: [Int]

  public init(
    analyser: String, rule: String, path: String, line: Int, message: String, cwes: [Int]
  ) {
    self.analyser = analyser
    self.rule = rule
    self.path = path
    self.line = line
    self.message = message
    self.cwes = cwes
  }

  /// The one number that stands for the finding: the first that is one of the paper's classes, else
  /// the first.
  public var cwe: Int? { cwes.first(where: CWE.paper.contains) ?? cwes.first }
}

/// What an analyser says about a folder.
public struct Analysis: Sendable, Equatable {
  /// A file that it could not analyse, or not wholly.
  public struct Failure: Sendable, Hashable {
    /// Relative to the folder.
    public var path: String
    public var reason: String

    public init(path: String, reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  public var findings: [Finding]
  public var failures: [Failure]

  public init(findings: [Finding] = [], failures: [Failure] = []) {
    self.findings = findings
    self.failures = failures
  }
}
