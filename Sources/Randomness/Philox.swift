/// Philox4x32-10, the counter-based generator of Salmon et al., "Parallel Random Numbers: As Easy
/// as 1, 2, 3" (SC 2011): a keyed bijection from counters to blocks of four 32-bit words. Any
/// block can be had without those before it, so a stream is resumed by its position alone.
public struct Philox: Sendable, Hashable {
  public var key: SIMD2<UInt32>

  public init(key: SIMD2<UInt32>) { self.key = key }

  /// The block at a counter.
  public func block(_ counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var key = key
    var block = Self.round(counter, key)
    for _ in 1..<10 {
      key &+= SIMD2(0x9E37_79B9, 0xBB67_AE85)
      block = Self.round(block, key)
    }
    return block
  }

  private static func round(_ x: SIMD4<UInt32>, _ key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    let first = UInt64(x[0]) * 0xD251_1F53
    let second = UInt64(x[2]) * 0xCD9E_8D57
    return SIMD4(
      UInt32(second >> 32) ^ x[1] ^ key[0], UInt32(truncatingIfNeeded: second),
      UInt32(first >> 32) ^ x[3] ^ key[1], UInt32(truncatingIfNeeded: first))
  }
}
