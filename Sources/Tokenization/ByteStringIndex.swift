import Foundation

/// Numbers distinct byte strings 0, 1, 2, … in the order of their arrival: a flat table with open
/// addressing over one block of bytes, without an allocation for each string.
struct ByteStringIndex: Sendable {
  private var bytes: [UInt8] = []
  /// `starts[i]..<starts[i + 1]` are the bytes of string `i`.
  private var starts: [Int] = [0]
  private var hashes: [UInt64] = []
  /// A string's number plus one, 0 where the slot is free; the count is a power of two.
  private var slots: [UInt32]

  init(minimumCapacity: Int = 0) {
    slots = [UInt32](repeating: 0, count: max(1024, (minimumCapacity * 2).nextPowerOfTwo))
  }

  var count: Int { hashes.count }

  subscript(index: Int) -> ArraySlice<UInt8> { bytes[starts[index]..<starts[index + 1]] }

  func find(_ key: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = key.baseAddress else { return nil }
    let slot = slot(of: key, hash: byteHash(start, key.count))
    return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
  }

  /// The number of `key`, which must not be empty; a new one where it is not there yet.
  mutating func insert(_ key: UnsafeBufferPointer<UInt8>) -> Int {
    guard let start = key.baseAddress else { preconditionFailure("an empty key") }
    let hash = byteHash(start, key.count)
    let slot = slot(of: key, hash: hash)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    bytes.append(contentsOf: key)
    starts.append(bytes.count)
    hashes.append(hash)
    slots[slot] = UInt32(count)
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  private func slot(of key: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0, !holds(key, hash: hash, at: Int(slots[slot]) - 1) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func holds(_ key: UnsafeBufferPointer<UInt8>, hash: UInt64, at index: Int) -> Bool {
    guard hashes[index] == hash, starts[index + 1] - starts[index] == key.count else {
      return false
    }
    return bytes.withUnsafeBufferPointer {
      guard let a = $0.baseAddress, let b = key.baseAddress else { return false }
      return memcmp(a + starts[index], b, key.count) == 0
    }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(index + 1)
    }
  }
}

extension Int {
  /// The smallest power of two that is not below `self`.
  var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
