/// How much of a text says again what it has said.
public enum Repetition {
  /// The share of the runs of three tokens that occurred before in the same text; 0 for a text of
  /// fewer than four tokens.
  public static func share(_ tokens: [Int32]) -> Double {
    guard tokens.count > 3 else { return 0 }
    var seen: Set<[Int32]> = []
    for start in 0...(tokens.count - 3) { seen.insert(Array(tokens[start..<start + 3])) }
    return 1 - Double(seen.count) / Double(tokens.count - 2)
  }
}
