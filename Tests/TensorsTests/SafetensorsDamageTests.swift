import Diagnostics
import Foundation
import Randomness
import Tensors
import TestSupport
import Testing

/// A valid file, cut short or changed at random.
@Suite struct SafetensorsDamageTests {
  private let directory: TemporaryDirectory
  private let whole: Data

  init() throws {
    directory = try TemporaryDirectory()
    let url = directory.file("x.safetensors")
    try Safetensors.write(
      [
        ("a", Tensor([1, 2, 3] as [Float])), ("b", Tensor([true])), ("c", Tensor([7] as [Int64])),
        ("empty", Tensor.zeros([0, 2])), ("scalar", Tensor(1)),
      ], to: url)
    whole = try Data(contentsOf: url)
  }

  private func header(_ bytes: Data) throws -> SafetensorsHeader {
    try bytes.withUnsafeBytes { try SafetensorsHeader(bytes: $0, path: "x") }
  }

  @Test func everyTruncationIsRefused() throws {
    #expect(try header(whole).entries.count == 5)
    for count in 0..<whole.count {
      #expect(throws: InputError.self) { try header(whole.prefix(count)) }
    }
  }

  private func damaged(_ stream: inout RandomStream) -> Data {
    let alphabet = Array(#"{}[]",:\0123456789-eE.tfnu F"#.utf8)
    var bytes = whole
    for _ in 0..<Int.random(in: 1...4, using: &stream) {
      let place = Int.random(in: bytes.indices, using: &stream)
      switch Int.random(in: 0..<4, using: &stream) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &stream)
      case 1: bytes[place] = alphabet.randomElement(using: &stream)!
      case 2: bytes.remove(at: place)
      default: bytes.insert(alphabet.randomElement(using: &stream)!, at: place)
      }
    }
    return bytes
  }

  /// Whatever is accepted describes exactly the bytes that are there.
  @Test func damagedHeadersAreSoundOrRefused() throws {
    var stream = RandomStream(seed: 20, "headers")
    var refusals = 0
    for _ in 0..<5000 {
      let bytes = damaged(&stream)
      do {
        let header = try header(bytes)
        var position = header.dataStart
        for entry in header.entries {
          #expect(header.dataStart + entry.range.lowerBound == position)
          position = header.dataStart + entry.range.upperBound
          #expect(entry.range.count == entry.shape.reduce(entry.dtype.byteCount, *))
        }
        #expect(position == bytes.count)
      } catch is InputError {
        refusals += 1
      }
    }
    #expect(refusals > 2000 && refusals < 5000)
  }

  @Test func damagedFilesAreReadOrRefused() throws {
    var stream = RandomStream(seed: 21, "files")
    for _ in 0..<150 {
      do {
        try readSafetensors(damaged(&stream), in: directory)
      } catch is InputError {}
    }
  }
}
