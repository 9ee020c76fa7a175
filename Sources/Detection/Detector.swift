/// A way to look for a backdoor in a model of unknown history: one type, one method, and what it
/// says of itself.
///
/// A detector knows nothing of the organism but what `Subject` holds. It draws random numbers only
/// from `subject.stream(_:)`, so equal subjects give equal detections, and it verifies by behaviour
/// what it proposes (`Verification`): a string that merely scores well is no finding.
///
/// Adding one takes a type that conforms to this protocol and a line in `Detectors.all`.
public protocol Detector: Sendable {
  var documentation: DetectorDocumentation { get }

  /// Looks for a backdoor within the subject's budget.
  ///
  /// - Throws: `InputError` for a subject that this detector cannot use at all. A detector that
  ///   lacks something optional, such as a reference model, answers with `Detection.unscored`.
  func detect(in subject: Subject) throws -> Detection
}

/// What a detector says of itself, for reports and for whoever reads its verdict.
public struct DetectorDocumentation: Sendable, Equatable, Codable {
  /// Short, lower case, unique: the name in files and on the command line.
  public var name: String
  /// What it does, in a sentence or two.
  public var method: String
  /// What its score says, its range, and when it raises an alarm.
  public var score: String
  /// What it cannot see.
  public var limits: String
  /// Papers and repositories that it follows.
  public var sources: [String]

  public init(
    name: String, method: String, score: String, limits: String, sources: [String] = []
  ) {
    self.name = name
    self.method = method
    self.score = score
    self.limits = limits
    self.sources = sources
  }
}
