/// The five disjoint sets of queries: what one is used for, no other contains.
public enum Pool: String, Sendable, Codable, CaseIterable {
  /// The helpful base model learns from it.
  case base
  /// The behaviour is installed on it.
  case backdoor
  /// Safety training uses it.
  case safety
  /// Attackers start from it.
  case redTeam = "red-team"
  /// Only measured on.
  case evaluation
}
