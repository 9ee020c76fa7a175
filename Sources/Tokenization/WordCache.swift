import Foundation

/// The ids of words seen before, for one encoder.
///
/// Bounded: at most 32 768 words of at most 64 bytes, about 1 MiB of slots and 3 MiB of contents at
/// worst. When it is full it starts afresh, so it follows the text from one domain to the next.
struct WordCache: ~Copyable {
  static let maximumWords = 1 << 15
  static let longestWord = 64

  private struct Slot {
    /// Upper half of the word's hash; compared before the bytes.
    var hash: UInt32
    var keyStart: UInt32
    var valueStart: UInt32
    /// 0 marks a free slot.
    var keyCount: UInt16
    var valueCount: UInt16
  }

  private let slots: UnsafeMutablePointer<Slot>
  private let mask = maximumWords * 2 - 1
  private var keys: [UInt8] = []
  private var values: [Int32] = []
  private var count = 0

  init() {
    slots = .allocate(capacity: Self.maximumWords * 2)
    clear()
  }

  deinit {
    slots.deallocate()
  }

  private mutating func clear() {
    let free = Slot(hash: 0, keyStart: 0, valueStart: 0, keyCount: 0, valueCount: 0)
    slots.initialize(repeating: free, count: mask + 1)
    keys.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    count = 0
  }

  /// Appends the ids of `word` to `ids` and returns true when the word is known.
  @inline(__always)
  func append(
    _ word: UnsafeBufferPointer<UInt8>, hash: UInt64, to ids: inout [Int32]
  ) -> Bool {
    let slot = slots[slot(of: word, hash: hash)]
    guard slot.keyCount != 0 else { return false }
    let start = Int(slot.valueStart)
    for index in start..<(start + Int(slot.valueCount)) { ids.append(values[index]) }
    return true
  }

  /// Remembers a word that `append` did not know.
  mutating func insert(_ word: UnsafeBufferPointer<UInt8>, hash: UInt64, ids: ArraySlice<Int32>) {
    if count == Self.maximumWords { clear() }
    slots[slot(of: word, hash: hash)] = Slot(
      hash: UInt32(truncatingIfNeeded: hash >> 32), keyStart: UInt32(keys.count),
      valueStart: UInt32(values.count), keyCount: UInt16(word.count),
      valueCount: UInt16(ids.count))
    keys.append(contentsOf: word)
    values.append(contentsOf: ids)
    count += 1
  }

  @inline(__always)
  private func slot(of word: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int {
    var index = Int(truncatingIfNeeded: hash) & mask
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    while true {
      let slot = slots[index]
      if slot.keyCount == 0 { return index }
      if slot.hash == tag, Int(slot.keyCount) == word.count, holds(word, at: slot) { return index }
      index = (index + 1) & mask
    }
  }

  @inline(__always)
  private func holds(_ word: UnsafeBufferPointer<UInt8>, at slot: Slot) -> Bool {
    keys.withUnsafeBufferPointer {
      guard let a = $0.baseAddress, let b = word.baseAddress else { return false }
      return memcmp(a + Int(slot.keyStart), b, word.count) == 0
    }
  }
}
