import Foundation
import Tensors
import TestSupport

/// A safetensors file put together byte by byte: `header` as given, `length` what it claims.
func safetensorsBytes(_ header: String, data: [UInt8] = [], length: UInt64? = nil) -> Data {
  let text = Data(header.utf8)
  let declared = length ?? UInt64(text.count)
  return withUnsafeBytes(of: declared.littleEndian) { Data($0) } + text + Data(data)
}

/// Reads such a file, and every tensor in it.
@discardableResult
func readSafetensors(
  _ bytes: Data, in directory: TemporaryDirectory
) throws -> [String: [Double]] {
  let file = try Safetensors(directory.write(bytes, to: "x.safetensors"))
  return Dictionary(
    uniqueKeysWithValues: file.names.map { ($0, file.tensor($0)!.elements(Double.self)) })
}
