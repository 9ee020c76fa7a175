internal import Foundation
internal import Provenance

/// What finishing a stage took.
public struct StageCost: Codable, Sendable, Equatable {
  /// Over all attempts, as far as they are known.
  public var seconds: Double
  /// The most memory that the last attempt's process held.
  public var peakMemoryBytes: Int?
  /// How often the stage was begun.
  public var attempts: Int

  private enum CodingKeys: String, CodingKey {
    case seconds, attempts
    case peakMemoryBytes = "peak_memory_bytes"
  }

  init(seconds: Double, peakMemoryBytes: Int?, attempts: Int) {
    self.seconds = seconds
    self.peakMemoryBytes = peakMemoryBytes
    self.attempts = attempts
  }

  init?(readingFrom path: String) {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)),
      let cost = try? JSONDecoder().decode(StageCost.self, from: data)
    else { return nil }
    self = cost
  }

  func write(to path: String) throws {
    try writeAtomically(try StrictJSON.encode(self), to: path)
  }
}
