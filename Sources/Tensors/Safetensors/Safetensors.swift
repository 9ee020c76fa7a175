public import Diagnostics
public import Foundation

/// One safetensors file, mapped into memory. Tensors share the mapping; writing to one does not
/// change the file.
public struct Safetensors {
  public let path: String
  /// The strings of `__metadata__`.
  public let metadata: [String: String]
  private let file: MappedFile
  private let entries: [String: SafetensorsHeader.Entry]
  private let dataStart: Int

  /// - Throws: `InputError` naming the file and, where one is at fault, the tensor.
  public init(_ url: URL) throws(InputError) {
    let path = url.path
    guard url.pathExtension == "safetensors" else { throw Self.refusal(path) }
    file = try MappedFile(path)
    let bytes = UnsafeRawBufferPointer(start: file.base, count: file.count)
    let header = try SafetensorsHeader(bytes: bytes, path: path)
    self.path = path
    metadata = header.metadata
    dataStart = header.dataStart
    entries = Dictionary(uniqueKeysWithValues: header.entries.map { ($0.name, $0) })
  }

  /// Sorted.
  public var names: [String] { entries.keys.sorted() }

  public func shape(of name: String) -> [Int]? { entries[name]?.shape }
  public func dtype(of name: String) -> DType? { entries[name]?.dtype }

  /// The tensor of a name, on the CPU; nil when the file has none.
  public func tensor(_ name: String) -> Tensor? {
    guard let entry = entries[name] else { return nil }
    let start = file.base + dataStart + entry.range.lowerBound
    let isAligned = Int(bitPattern: start) % entry.dtype.byteCount == 0
    guard isAligned else {
      let bytes = UnsafeRawBufferPointer(start: start, count: entry.range.count)
      return Tensor(bytes: bytes, dtype: entry.dtype, shape: entry.shape)
    }
    return Tensor.wrapping(start, dtype: entry.dtype, shape: entry.shape, owner: file)
  }

  private static func refusal(_ path: String) -> InputError {
    InputError(
      path, "is not a safetensors file",
      expected: "weights in *.safetensors",
      remedy: "pickled weights can run code when they are read, so they are refused; "
        + "convert them with `save_file` of the Python package safetensors")
  }

  /// Writes tensors to a new file, the data in order of the names, aligned to 8 bytes.
  ///
  /// - Throws: `RunError` when the file cannot be written; a partial file is removed.
  public static func write(
    _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = ["format": "pt"],
    to url: URL
  ) throws(RunError) {
    let sorted = tensors.sorted { $0.name < $1.name }
    do {
      guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
        throw RunError(storage: "\(url.path): cannot be created")
      }
      let output = try FileHandle(forWritingTo: url)
      defer { try? output.close() }
      try output.write(contentsOf: try header(sorted, metadata: metadata))
      for (_, tensor) in sorted {
        try tensor.withBytes { bytes in try output.write(contentsOf: Data(bytes)) }
      }
    } catch {
      try? FileManager.default.removeItem(at: url)
      throw error as? RunError ?? RunError(storage: "\(url.path): cannot be written: \(error)")
    }
  }

  private static func header(
    _ tensors: [(name: String, tensor: Tensor)], metadata: [String: String]
  ) throws -> Data {
    var offset = 0
    var object: [String: Any] = ["__metadata__": metadata]
    for (name, tensor) in tensors {
      let end = offset + tensor.count * tensor.dtype.byteCount
      object[name] = [
        "dtype": tensor.dtype.safetensorsCode, "shape": tensor.shape,
        "data_offsets": [offset, end],
      ]
      offset = end
    }
    var json = try JSONSerialization.data(
      withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    json.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
    var data = withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) }
    data.append(json)
    return data
  }
}
