package import Diagnostics
internal import Foundation

/// The JSON header of a safetensors file, checked before any of it is believed.
///
/// Layout: 8 bytes little-endian header length, the header, then the data. The checks are those of
/// the reference implementation (github.com/huggingface/safetensors): a header of at most 100 MB,
/// known dtypes, sizes that match shapes, and data that is covered exactly once without gaps.
package struct SafetensorsHeader {
  package struct Entry {
    package let name: String
    package let dtype: DType
    package let shape: [Int]
    /// Byte offsets from the start of the data.
    package let range: Range<Int>
  }

  /// In order of their data.
  package let entries: [Entry]
  let metadata: [String: String]
  /// Where the data starts in the file.
  package let dataStart: Int

  static let maximumLength = 100_000_000

  package init(bytes: UnsafeRawBufferPointer, path: String) throws(InputError) {
    guard bytes.count >= 8 else {
      throw InputError(path, "is too short for a safetensors file", expected: "at least 8 bytes")
    }
    let declared = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard declared <= UInt64(Self.maximumLength), Int(declared) <= bytes.count - 8 else {
      throw InputError(
        path, "declares a header of \(declared) bytes", expected: "at most \(bytes.count - 8)",
        remedy: "the file is truncated or not safetensors")
    }
    dataStart = 8 + Int(declared)
    let object = try Self.parse(bytes[8..<dataStart], path: path)
    metadata = try Self.metadata(object["__metadata__"], path: path)
    var entries: [Entry] = []
    for (name, value) in object where name != "__metadata__" {
      entries.append(try Self.entry(name: name, value: value, path: path))
    }
    self.entries = entries.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.name)
        < ($1.range.lowerBound, $1.range.upperBound, $1.name)
    }
    try Self.checkCoverage(self.entries, dataCount: bytes.count - dataStart, path: path)
  }

  private static func parse(
    _ bytes: Slice<UnsafeRawBufferPointer>, path: String
  ) throws(InputError) -> [String: Any] {
    let parsed = try? JSONSerialization.jsonObject(with: Data(bytes))
    guard bytes.first == UInt8(ascii: "{"), let object = parsed as? [String: Any] else {
      throw InputError(path, "has a header that is not a JSON object")
    }
    guard object.count == keyCount(bytes) else {
      throw InputError(path, "has a header that names a tensor twice")
    }
    return object
  }

  /// The keys of the outermost object of well-formed JSON, repeated ones counted each time:
  /// Foundation's parser keeps one of them and says nothing.
  private static func keyCount(_ json: Slice<UnsafeRawBufferPointer>) -> Int {
    var count = 0
    var depth = 0
    var isInString = false
    var isEscaped = false
    for byte in json {
      if isInString {
        if byte == UInt8(ascii: "\""), !isEscaped { isInString = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ":") where depth == 1: count += 1
      default: break
      }
    }
    return count
  }

  private static func metadata(_ value: Any?, path: String) throws(InputError) -> [String: String] {
    guard let value else { return [:] }
    guard let strings = value as? [String: String] else {
      throw InputError(path, key: "__metadata__", "is not an object of strings")
    }
    return strings
  }

  private static func entry(name: String, value: Any, path: String) throws(InputError) -> Entry {
    guard let fields = value as? [String: Any], let code = fields["dtype"] as? String,
      let shape = naturals(fields["shape"]), let offsets = naturals(fields["data_offsets"]),
      offsets.count == 2
    else {
      throw InputError(
        path, key: name, "is not described rightly",
        expected: "dtype, shape and two data_offsets, all whole numbers of at least 0")
    }
    guard let dtype = DType(safetensorsCode: code) else {
      throw InputError(
        path, key: name, "has dtype '\(code)', which is not supported",
        expected: "one of " + DType.allCases.map(\.safetensorsCode).joined(separator: ", "))
    }
    guard let bytes = byteCount(shape: shape, dtype: dtype), offsets[0] <= offsets[1],
      offsets[1] - offsets[0] == bytes
    else {
      throw InputError(
        path, key: name, "has data_offsets \(offsets) that do not fit shape \(shape) of \(code)")
    }
    return Entry(name: name, dtype: dtype, shape: shape, range: offsets[0]..<offsets[1])
  }

  private static func naturals(_ value: Any?) -> [Int]? {
    guard let numbers = value as? [Any] else { return nil }
    let naturals = numbers.compactMap { number -> Int? in
      guard let number = number as? NSNumber, let exact = Int(exactly: number), exact >= 0 else {
        return nil
      }
      // Foundation reads `true` as a number too; "c" is its encoding of a boolean.
      return String(cString: number.objCType) == "c" ? nil : exact
    }
    return naturals.count == numbers.count ? naturals : nil
  }

  /// Nil when the size overflows, or the strides of an empty tensor would.
  private static func byteCount(shape: [Int], dtype: DType) -> Int? {
    var total = dtype.byteCount
    for size in shape {
      let (product, overflow) = total.multipliedReportingOverflow(by: max(size, 1))
      if overflow { return nil }
      total = product
    }
    return shape.contains(0) ? 0 : total
  }

  private static func checkCoverage(
    _ entries: [Entry], dataCount: Int, path: String
  ) throws(InputError) {
    var position = 0
    for entry in entries {
      guard entry.range.lowerBound == position else {
        let fault =
          entry.range.lowerBound < position ? "overlaps the tensor before it" : "leaves a gap"
        throw InputError(
          path, key: entry.name, "\(fault): starts at byte \(entry.range.lowerBound)",
          expected: "\(position)")
      }
      guard entry.range.upperBound <= dataCount else {
        throw InputError(
          path, key: entry.name,
          "ends at byte \(entry.range.upperBound) of \(dataCount) bytes of data",
          remedy: "the file is truncated")
      }
      position = entry.range.upperBound
    }
    guard position == dataCount else {
      throw InputError(
        path, "holds \(dataCount) bytes of data", expected: "\(position) by its header")
    }
  }
}

extension DType {
  var safetensorsCode: String {
    switch self {
    case .f32: "F32"
    case .f64: "F64"
    case .bf16: "BF16"
    case .f16: "F16"
    case .i64: "I64"
    case .i32: "I32"
    case .bool: "BOOL"
    }
  }

  init?(safetensorsCode code: String) {
    let match = DType.allCases.first { $0.safetensorsCode == code }
    guard let match else { return nil }
    self = match
  }
}
