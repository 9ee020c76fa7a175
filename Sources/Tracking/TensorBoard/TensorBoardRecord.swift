/// One record of a TensorBoard event file.
///
/// The messages are `Event`, `Summary` and `SessionLog` of TensorBoard's `event.proto` and
/// `summary.proto`; the numbers below are their field numbers.
package struct TensorBoardRecord {
  private var event = ProtobufMessage()

  /// The first record of every file.
  package static func fileVersion(time: Double) -> TensorBoardRecord {
    var record = TensorBoardRecord(time: time, step: 0)
    record.event.string(3, "brain.Event:2")
    return record
  }

  /// Scalars of one step, sorted by name, as 32-bit floats.
  package static func scalars(
    _ values: [String: Double], step: Int, time: Double
  ) -> TensorBoardRecord {
    var summary = ProtobufMessage()
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      var entry = ProtobufMessage()
      entry.string(1, name)
      entry.float(2, Float(value))
      summary.message(1, entry)
    }
    var record = TensorBoardRecord(time: time, step: step)
    record.event.message(5, summary)
    return record
  }

  /// Tells the reader that what earlier files say of `step` and later ones is void.
  package static func restart(atStep step: Int, time: Double) -> TensorBoardRecord {
    var session = ProtobufMessage()
    session.integer(1, 1)
    var record = TensorBoardRecord(time: time, step: step)
    record.event.message(7, session)
    return record
  }

  private init(time: Double, step: Int) {
    event.double(1, time)
    if step != 0 { event.integer(2, Int64(step)) }
  }

  /// The record in TFRecord framing: length (8 bytes), its masked CRC32C, content, its masked
  /// CRC32C.
  package var framed: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt64(event.bytes.count))
    bytes.append(littleEndian: CRC32C.masked(bytes))
    bytes += event.bytes
    bytes.append(littleEndian: CRC32C.masked(event.bytes))
    return bytes
  }
}
