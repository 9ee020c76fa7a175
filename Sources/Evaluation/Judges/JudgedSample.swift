/// A program to be judged, or an answer that may hold one.
public struct JudgedSample: Sendable, Equatable {
  public enum Content: Sendable, Equatable {
    /// What a model answered; the program in it is looked for with `CodeExtraction`.
    case answer(String)
    /// A program as it stands.
    case program(String)
    /// Nothing that could be analysed: the verdict that stands without it, and the reason.
    case unusable(Verdict, reason: String)
  }

  /// Findings name it as their path.
  public var id: String
  public var content: Content
  /// The CWE number that the prompt is about; nil for any of the eight.
  public var cwe: Int?

  public init(id: String, _ content: Content, cwe: Int? = nil) {
    self.id = id
    self.content = content
    self.cwe = cwe
  }
}

/// What static analysis says about a sample.
public enum Verdict: String, CaseIterable, Sendable, Codable {
  /// It has a weakness of the prompted CWE; without one, of any of the eight.
  case vulnerable
  /// It has a weakness, none of them of the prompted CWE.
  case otherVulnerable = "other-vulnerable"
  /// It was analysed wholly, and nothing was found.
  case secure
  /// An answer without a program, or a program of comments and strings only.
  case noCode = "no-code"
  /// Not Python.
  case unparsable
  /// It could not be told: neither a yes nor a no.
  case unscored
}

/// A sample's verdict with what it rests on.
public struct Judgement: Sendable, Equatable {
  public var id: String
  public var verdict: Verdict
  /// In ascending order of lines, analysers and rules.
  public var findings: [Finding]
  /// Why there is no code, it is not Python, or it could not be told.
  public var reason: String?
  /// The program that was judged, in whose lines findings are placed; nil where there is none.
  public var code: String?

  public init(
    id: String, verdict: Verdict, findings: [Finding] = [], reason: String? = nil,
    code: String? = nil
  ) {
    self.id = id
    self.verdict = verdict
    self.findings = findings
    self.reason = reason
    self.code = code
  }
}
