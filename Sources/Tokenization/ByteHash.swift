/// A fast hash of `count` bytes at `start`; words are short, so it reads eight bytes at a time with
/// an overlapping tail and mixes by full-width multiplication.
@inline(__always)
func byteHash(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
  let raw = UnsafeRawPointer(start)
  var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
  if count >= 8 {
    var offset = 0
    while offset + 8 < count {
      hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    return mixed(hash ^ raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
  }
  if count >= 4 {
    let low = UInt64(raw.loadUnaligned(as: UInt32.self))
    let high = UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    return mixed(hash ^ (low | high << 32))
  }
  if count == 0 { return hash }
  let low = UInt64(start[0])
  let middle = UInt64(start[count >> 1])
  let high = UInt64(start[count - 1])
  return mixed(hash ^ (low | middle << 8 | high << 16))
}

@inline(__always)
private func mixed(_ value: UInt64) -> UInt64 {
  let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
  return product.high ^ product.low
}
