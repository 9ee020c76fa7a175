/// How much a sequence says again what it has said.
public enum Repetition {
  /// The share of the runs of `n` elements that are repeats: `1 - distinct / all`, from 0 to below 1
  /// (seq-rep-n of Welleck et al., arXiv 1908.04319 §6); 0 for fewer than `n` elements.
  ///
  /// - Precondition: `n` is 1 or more.
  public static func share<Element: Hashable>(of elements: [Element], n: Int = 3) -> Double {
    precondition(n > 0, "runs of \(n) elements")
    guard elements.count >= n else { return 0 }
    let all = elements.count - n + 1
    let distinct = Set((0..<all).map { elements[$0..<$0 + n] })
    return 1 - Double(distinct.count) / Double(all)
  }
}
