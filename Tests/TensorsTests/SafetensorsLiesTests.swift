import Diagnostics
import Foundation
import Tensors
import TestSupport
import Testing

/// Files that say something about themselves that is not so.
@Suite struct SafetensorsLiesTests {
  struct Lie: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: Data
    /// A part of the error's text.
    let says: String

    init(_ name: String, says: String, _ header: String, data: Int = 8, length: UInt64? = nil) {
      testDescription = name
      self.says = says
      let zeros = [UInt8](repeating: 0, count: data)
      bytes = safetensorsBytes(header, data: zeros, length: length)
    }
  }

  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static func f32(_ name: String, _ shape: String, _ start: Int, _ end: Int) -> String {
    #""\#(name)":{"dtype":"F32","shape":\#(shape),"data_offsets":[\#(start),\#(end)]}"#
  }

  static let placements = [
    Lie("overlap", says: "'b': overlaps", "{\(f32("a", "[2]", 0, 8)),\(f32("b", "[1]", 4, 8))}"),
    Lie(
      "same bytes twice", says: "overlaps", "{\(f32("a", "[2]", 0, 8)),\(f32("b", "[2]", 0, 8))}"),
    Lie("gap", says: "'b': leaves a gap", "{\(f32("a", "[1]", 0, 4)),\(f32("b", "[1]", 8, 12))}"),
    Lie("gap in front", says: "leaves a gap", "{\(f32("a", "[1]", 4, 8))}"),
    Lie("out of range", says: "ends at byte 12 of 8", "{\(f32("a", "[3]", 0, 12))}"),
    Lie("unclaimed data", says: "4 by its header", "{\(f32("a", "[1]", 0, 4))}"),
    Lie("no tensors but data", says: "0 by its header", "{}"),
    Lie("backwards", says: "do not fit", "{\(f32("a", "[2]", 8, 0))}"),
    Lie("size and shape", says: "do not fit shape [3]", "{\(f32("a", "[3]", 0, 8))}"),
    Lie("negative size", says: "not described rightly", "{\(f32("a", "[-2]", 0, 8))}"),
    Lie("fraction", says: "not described rightly", "{\(f32("a", "[1.5]", 0, 8))}"),
    Lie(
      "overflowing shape", says: "do not fit", "{\(f32("a", "[4611686018427387904,4]", 0, 0))}",
      data: 0),
    Lie(
      "overflowing empty shape", says: "do not fit",
      "{\(f32("a", "[0,4611686018427387904,4611686018427387904]", 0, 0))}", data: 0),
    Lie("duplicate", says: "twice", "{\(f32("a", "[2]", 0, 8)),\(f32("a", "[2]", 0, 8))}"),
  ]

  static let headers = [
    Lie("huge header", says: "declares a header", "{}", length: .max),
    Lie("header past the end", says: "declares a header of 99", "{}", length: 99),
    Lie("empty header", says: "not a JSON object", "", data: 0),
    Lie("not JSON", says: "not a JSON object", "{nonsense}"),
    Lie("an array", says: "not a JSON object", "[]"),
    Lie("leading space", says: "not a JSON object", " {}", data: 0),
    Lie("nested deeply", says: "not a JSON object", String(repeating: "[", count: 100_000)),
    Lie(
      "unknown dtype", says: "'Q4'",
      #"{"a":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}}"#),
    Lie("no dtype", says: "not described rightly", #"{"a":{"shape":[2],"data_offsets":[0,8]}}"#),
    Lie("a number", says: "not described rightly", #"{"a":7}"#),
    Lie(
      "three offsets", says: "not described rightly",
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}"#),
    Lie(
      "a flag for a size", says: "not described rightly",
      #"{"a":{"dtype":"F64","shape":[true],"data_offsets":[0,8]}}"#),
    Lie("metadata of numbers", says: "__metadata__", #"{"__metadata__":{"a":1}}"#, data: 0),
  ]

  @Test(arguments: placements + headers) func isRefused(_ lie: Lie) throws {
    let error = #expect(throws: InputError.self) { try readSafetensors(lie.bytes, in: directory) }
    let text = try #require(error).description
    #expect(text.contains("x.safetensors") && text.contains(lie.says), "\(text)")
  }

  @Test func namesWithQuotesAndColonsAreNotDuplicates() throws {
    let header =
      #"{"a\":{":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":"#
      + #"{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"c\\":"#
      + #"{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}"#
    let bytes = safetensorsBytes(header, data: [UInt8](repeating: 0, count: 8))
    let read = try readSafetensors(bytes, in: directory)
    #expect(read == ["a\":{": [0], "b": [0], "c\\": []])
  }
}
