/// The merges of a byte-pair model: (left id, right id) → (rank, merged id), in a flat table with
/// open addressing that is at most half full.
///
/// `@unchecked Sendable`: the memory is written in `init` only.
final class MergeTable: @unchecked Sendable {
  /// No merge; above every packed merge.
  static let none = UInt64.max

  private let keys: UnsafeMutablePointer<UInt64>
  private let values: UnsafeMutablePointer<UInt64>
  private let mask: Int

  /// - Parameter merges: in order of rank. A pair that is repeated keeps its last rank, as in
  ///   Hugging Face `tokenizers`.
  init(_ merges: [(left: Int32, right: Int32, merged: Int32)]) {
    let capacity = max(16, (merges.count * 2 + 1).nextPowerOfTwo)
    mask = capacity - 1
    keys = .allocate(capacity: capacity)
    keys.initialize(repeating: Self.none, count: capacity)
    values = .allocate(capacity: capacity)
    values.initialize(repeating: Self.none, count: capacity)
    for (rank, merge) in merges.enumerated() {
      let slot = slot(of: Self.key(merge.left, merge.right))
      keys[slot] = Self.key(merge.left, merge.right)
      values[slot] = UInt64(rank) << 32 | UInt64(UInt32(bitPattern: merge.merged))
    }
  }

  deinit {
    keys.deallocate()
    values.deallocate()
  }

  /// The merge of two neighbours as rank · 2³² + merged id, so that the smaller comes first; `none`
  /// where they do not merge.
  @inline(__always)
  func merge(_ left: Int32, _ right: Int32) -> UInt64 {
    values[slot(of: Self.key(left, right))]
  }

  @inline(__always)
  private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  /// Where `key` is, or the free slot where it would be. A free slot's value is `none`.
  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
    while keys[slot] != key, keys[slot] != Self.none { slot = (slot + 1) & mask }
    return slot
  }
}
