import Diagnostics
import Foundation
import Testing
import Tracking

/// Against Tests/Goldens/tensorboard/generate.py.
@Suite struct TensorBoardTests {
  private struct Golden: Decodable {
    struct Marker: Decodable {
      var time: Double
      var step: Int?
      var hex: String
    }
    struct Scalars: Decodable {
      var step: Int
      var time: Double
      var values: [String: String]
      var hex: String
    }
    var fileVersion: Marker
    var restart: Marker
    var scalars: [Scalars]
  }

  private func golden() throws -> Golden {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Goldens/tensorboard/records.json")
    return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
  }

  private func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// RFC 3720, appendix B.4, and the check value of the CRC catalogue.
  @Test func checksumsAreTheKnownOnes() {
    #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(CRC32C.checksum([UInt8](repeating: 255, count: 32)) == 0x62A8_AB43)
    #expect(CRC32C.checksum(0..<32) == 0x46DD_794E)
    #expect(CRC32C.checksum((0..<32).reversed()) == 0x113F_DB5C)
    #expect(CRC32C.checksum("123456789".utf8) == 0xE306_9283)
    #expect(CRC32C.checksum([]) == 0)
  }

  @Test func recordsEqualTensorBoards() throws {
    let golden = try golden()
    let version = TensorBoardRecord.fileVersion(time: golden.fileVersion.time)
    #expect(hex(version.framed) == golden.fileVersion.hex)
    let step = try #require(golden.restart.step)
    let restart = TensorBoardRecord.restart(atStep: step, time: golden.restart.time)
    #expect(hex(restart.framed) == golden.restart.hex)
    for record in golden.scalars {
      let values = try record.values.mapValues { try #require(Double($0)) }
      let scalars = TensorBoardRecord.scalars(values, step: record.step, time: record.time)
      #expect(hex(scalars.framed) == record.hex)
    }
  }

  @Test func theSinkWritesOneFileOfRecords() throws {
    try withScratch { scratch in
      let directory = "\(scratch)/deep/tensorboard"
      let sink = try TensorBoardSink(directory, clock: { 1_700_000_000.5 })
      try sink.receive(.runStarted(kind: "k", totalSteps: 9, startStep: 4))
      try sink.receive(.metrics(step: 5, values: ["loss": 1.5]))
      try sink.receive(.checkpointSaved(step: 5, path: "p"))
      try sink.receive(.evaluation(step: 5, values: ["eval_loss": 2]))
      try sink.receive(.runFinished(step: 5, values: ["loss": 1]))
      let names = try FileManager.default.contentsOfDirectory(atPath: directory)
      #expect(names.count == 1)
      let name = try #require(names.first)
      #expect(name.hasPrefix("events.out.tfevents.1700000000."))
      #expect(name.hasSuffix(".\(getpid())"))
      let time = 1_700_000_000.5
      let expected =
        TensorBoardRecord.fileVersion(time: time).framed
        + TensorBoardRecord.restart(atStep: 5, time: time).framed
        + TensorBoardRecord.scalars(["loss": 1.5], step: 5, time: time).framed
        + TensorBoardRecord.scalars(["eval_loss": 2], step: 5, time: time).framed
      let written = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)"))
      #expect(Array(written) == expected)
    }
  }

  @Test func aDirectoryThatCannotBeMadeIsNamed() throws {
    try withScratch { scratch in
      try put("", "\(scratch)/file")
      let error = #expect(throws: RunError.self) { _ = try TensorBoardSink("\(scratch)/file/tb") }
      #expect(error?.description.hasPrefix("\(scratch)/file/tb: cannot create") == true)
    }
  }
}
