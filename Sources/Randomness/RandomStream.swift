/// A reproducible stream of random numbers, named by a path of values such as
/// `RandomStream(seed: 0, "data-order", epoch)`. Equal paths give equal streams on every machine;
/// different paths give independent ones. There is no global generator.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private let philox: Philox
  private let lane: UInt64
  private var index: UInt64 = 0
  private var spare: UInt64?

  public init(seed: UInt64, _ path: any StreamName...) {
    let key = path.reduce(mix(seed)) { mix($0 ^ $1.streamCode) }
    let lane = path.reduce(mix(~seed)) { mix($0 &+ $1.streamCode) }
    philox = Philox(key: SIMD2(UInt32(truncatingIfNeeded: key), UInt32(key >> 32)))
    self.lane = lane
  }

  public mutating func next() -> UInt64 {
    if let word = spare {
      spare = nil
      return word
    }
    let block = philox.block(
      SIMD4(
        UInt32(truncatingIfNeeded: index), UInt32(index >> 32),
        UInt32(truncatingIfNeeded: lane), UInt32(lane >> 32)))
    index += 1
    spare = UInt64(block[2]) | UInt64(block[3]) << 32
    return UInt64(block[0]) | UInt64(block[1]) << 32
  }
}

/// A part of a stream's path: a text or a whole number.
public protocol StreamName: Sendable {
  var streamCode: UInt64 { get }
}

extension Int: StreamName {
  public var streamCode: UInt64 { mix(UInt64(bitPattern: Int64(self))) }
}

extension String: StreamName {
  /// FNV-1a over the UTF-8 bytes: stable from run to run, unlike `hashValue`.
  public var streamCode: UInt64 {
    utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

/// The finaliser of SplitMix64 (Steele et al., OOPSLA 2014).
func mix(_ value: UInt64) -> UInt64 {
  var z = value &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
