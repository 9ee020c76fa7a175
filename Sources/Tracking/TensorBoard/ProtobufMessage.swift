/// The bytes of a protobuf message, field by field, in the wire types that event files need.
struct ProtobufMessage {
  private(set) var bytes: [UInt8] = []

  /// An integer field; negative values take ten bytes, as int64 does.
  mutating func integer(_ field: Int, _ value: Int64) {
    tag(field, wireType: 0)
    varint(UInt64(bitPattern: value))
  }

  mutating func double(_ field: Int, _ value: Double) {
    tag(field, wireType: 1)
    bytes.append(littleEndian: value.bitPattern)
  }

  mutating func float(_ field: Int, _ value: Float) {
    tag(field, wireType: 5)
    bytes.append(littleEndian: value.bitPattern)
  }

  mutating func string(_ field: Int, _ value: String) {
    block(field, Array(value.utf8))
  }

  mutating func message(_ field: Int, _ value: ProtobufMessage) {
    block(field, value.bytes)
  }

  private mutating func block(_ field: Int, _ content: [UInt8]) {
    tag(field, wireType: 2)
    varint(UInt64(content.count))
    bytes += content
  }

  private mutating func tag(_ field: Int, wireType: Int) {
    varint(UInt64(field << 3 | wireType))
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

extension [UInt8] {
  mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
