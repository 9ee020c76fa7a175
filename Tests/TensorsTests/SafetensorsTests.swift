import Diagnostics
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct SafetensorsTests {
  private struct Contents: Decodable {
    let shape: [Int]
    let values: [Double]

    enum CodingKeys: CodingKey { case shape, values }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      shape = try fields.decode([Int].self, forKey: .shape)
      let flags = try? fields.decode([Bool].self, forKey: .values)
      values =
        try flags.map { $0.map { $0 ? 1 : 0 } } ?? fields.decode([Double].self, forKey: .values)
    }
  }

  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// The file of the Python package holds a U8 tensor too, which this toolkit has no use for.
  @Test func unsupportedDTypeIsNamed() throws {
    let error = #expect(throws: InputError.self) {
      try Safetensors(Goldens.models("operations/dtypes.safetensors"))
    }
    #expect(try #require(error).key == "u8")
    #expect(try #require(error).problem.contains("'U8'"))
  }

  @Test func readsWhatThePythonPackageWrote() throws {
    let bytes = try Data(contentsOf: Goldens.models("operations/dtypes.safetensors"))
    let file = try Safetensors(directory.write(try dropping("u8", bytes), to: "d.safetensors"))
    let expected = try Goldens.json("operations/dtypes.json", as: [String: Contents].self)
    #expect(Set(file.names) == Set(expected.keys).subtracting(["u8"]))
    for name in file.names {
      let tensor = try #require(file.tensor(name))
      let contents = try #require(expected[name])
      #expect(tensor.shape == contents.shape && file.shape(of: name) == contents.shape)
      #expect(tensor.dtype == file.dtype(of: name))
      #expect(tensor.elements(Double.self) == contents.values, "\(name)")
      if let dtype = DType(rawValue: name) { #expect(tensor.dtype == dtype) }
    }
    #expect(file.tensor("absent") == nil && file.shape(of: "absent") == nil)
  }

  /// The file without one tensor and its data.
  private func dropping(_ name: String, _ bytes: Data) throws -> Data {
    let length = bytes.prefix(8).withUnsafeBytes { Int($0.loadUnaligned(as: UInt64.self)) }
    let json = try JSONSerialization.jsonObject(with: bytes[8..<8 + length])
    var header = try #require(json as? [String: [String: Any]])
    let removed = try #require(header.removeValue(forKey: name)?["data_offsets"] as? [Int])
    for (key, entry) in header where key != "__metadata__" {
      let offsets = try #require(entry["data_offsets"] as? [Int])
      let shift = offsets[0] < removed[1] ? 0 : removed[1] - removed[0]
      header[key]?["data_offsets"] = offsets.map { $0 - shift }
    }
    var data = Array(bytes[(8 + length)...])
    data.removeSubrange(removed[0]..<removed[1])
    let text = String(decoding: try JSONSerialization.data(withJSONObject: header), as: UTF8.self)
    return safetensorsBytes(text, data: data)
  }

  @Test func roundTripOfEveryDType() throws {
    let random = RandomTensors(seed: 6)
    var tensors = DType.allCases.map { (name: $0.rawValue, tensor: (random(3, 5) * 9).to($0)) }
    tensors.append(("scalar", Tensor(2.5)))
    tensors.append(("empty", Tensor.zeros([0, 4], dtype: .bf16)))
    tensors.append(("view/ü \"quoted\"", random(4, 3).transposed()))
    let url = directory.file("all.safetensors")
    try Safetensors.write(tensors, metadata: ["format": "pt", "step": "7"], to: url)
    let file = try Safetensors(url)
    #expect(file.metadata == ["format": "pt", "step": "7"])
    #expect(file.names == tensors.map(\.name).sorted())
    for (name, tensor) in tensors {
      let read = try #require(file.tensor(name))
      #expect(read.dtype == tensor.dtype && read.shape == tensor.shape)
      #expect(read.withBytes { Array($0) } == tensor.withBytes { Array($0) }, "\(name)")
    }
  }

  @Test func bytesArePinned() throws {
    let url = directory.file("pinned.safetensors")
    try Safetensors.write(
      [("b", Tensor([1, -2] as [Float])), ("a/c", Tensor([258] as [Int32], shape: [1, 1]))],
      to: url)
    let header =
      #"{"__metadata__":{"format":"pt"},"#
      + #""a/c":{"data_offsets":[0,4],"dtype":"I32","shape":[1,1]},"#
      + #""b":{"data_offsets":[4,12],"dtype":"F32","shape":[2]}}"#
    let padding = String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let data: [UInt8] = [2, 1, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]
    #expect(try Data(contentsOf: url) == safetensorsBytes(header + padding, data: data))
  }

  @Test func tensorsOutliveTheFileAndDoNotChangeIt() throws {
    let url = directory.file("x.safetensors")
    try Safetensors.write([("x", Tensor([1, 2] as [Float]))], to: url)
    let before = try Data(contentsOf: url)
    let tensor = try #require(try Safetensors(url).tensor("x"))
    tensor.fill(9)
    #expect(tensor.elements(Float.self) == [9, 9])
    #expect(try Data(contentsOf: url) == before)
    try FileManager.default.removeItem(at: url)
    #expect((tensor + 1).elements(Float.self) == [10, 10])
  }

  @Test func misalignedDataIsRead() throws {
    let header =
      #"{"a":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]},"#
      + #""b":{"dtype":"I64","shape":[1],"data_offsets":[1,9]}}"#
    let bytes = safetensorsBytes(header, data: [1, 5, 1, 0, 0, 0, 0, 0, 0])
    let read = try readSafetensors(bytes, in: directory)
    #expect(read == ["a": [1], "b": [261]])
  }

  @Test func fileThatCannotBeWrittenIsARunError() {
    let url = directory.file("no/such/folder/x.safetensors")
    #expect(throws: RunError.self) { try Safetensors.write([("x", Tensor(1))], to: url) }
  }
}
