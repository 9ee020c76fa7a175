import Randomness
import Testing

/// The vectors of `kat_vectors` in Random123 (Salmon et al., SC 2011) for philox4x32-10.
@Suite struct PhiloxTests {
  struct Vector: Sendable {
    let counter: SIMD4<UInt32>
    let key: SIMD2<UInt32>
    let block: SIMD4<UInt32>
  }

  static let vectors = [
    Vector(
      counter: .zero, key: .zero,
      block: SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
    Vector(
      counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max),
      block: SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)),
    Vector(
      counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      key: SIMD2(0xa409_3822, 0x299f_31d0),
      block: SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)),
  ]

  @Test(arguments: vectors) func knownAnswer(_ vector: Vector) {
    #expect(Philox(key: vector.key).block(vector.counter) == vector.block)
  }

  @Test func everyBitOfKeyAndCounterMatters() {
    var blocks: Set<SIMD4<UInt32>> = [Philox(key: .zero).block(.zero)]
    for bit in 0..<64 {
      var key = SIMD2<UInt32>.zero
      key[bit / 32] = 1 << (bit % 32)
      blocks.insert(Philox(key: key).block(.zero))
    }
    for bit in 0..<128 {
      var counter = SIMD4<UInt32>.zero
      counter[bit / 32] = 1 << (bit % 32)
      blocks.insert(Philox(key: .zero).block(counter))
    }
    #expect(blocks.count == 1 + 64 + 128)
  }
}
