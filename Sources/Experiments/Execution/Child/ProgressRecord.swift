internal import Diagnostics
internal import Foundation

/// One line of `progress.jsonl`: how far a stage's process is.
package struct ProgressRecord: Codable, Sendable, Equatable {
  /// Since the attempt began.
  package var elapsed: Double
  package var step: Int?
  package var total: Int?
  /// Seconds to go, as the process sees it.
  package var left: Double?
  package var loss: Double?
  package var tokensPerSecond: Double?
  /// In a few words, what it is doing.
  package var note: String?

  private enum CodingKeys: String, CodingKey {
    case elapsed, step, total, left, loss, note
    case tokensPerSecond = "tokens_per_second"
  }

  package init(
    elapsed: Double, step: Int? = nil, total: Int? = nil, left: Double? = nil,
    loss: Double? = nil, tokensPerSecond: Double? = nil, note: String? = nil
  ) {
    self.elapsed = elapsed
    self.step = step
    self.total = total
    self.left = left
    self.loss = loss
    self.tokensPerSecond = tokensPerSecond
    self.note = note
  }

  /// The first line of an attempt.
  static let attempt = ProgressRecord(elapsed: 0, note: "begins")

  private var isAttempt: Bool { self == .attempt }

  /// Adds a line. What was torn by a kill before it is ended first.
  static func append(_ record: ProgressRecord, to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      throw RunError(storage: "\(path): cannot open: \(String(cString: strerror(errno)))")
    }
    defer { close(file) }
    let start = record.isAttempt ? Data("\n".utf8) : Data()
    let line = start + (try JSONEncoder().encode(record)) + Data("\n".utf8)
    let written = line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    guard written == line.count else {
      throw RunError(storage: "\(path): cannot write: \(String(cString: strerror(errno)))")
    }
  }

  /// The latest whole line of this attempt; nil when there is none yet.
  package static func latest(in path: String) -> ProgressRecord? {
    let records = parse(tail(of: path, bytes: 2048))
    return records.last.flatMap { $0.isAttempt ? nil : $0 }
  }

  /// How often the stage was begun, and the seconds of the attempts before the last as far as they
  /// were told.
  static func history(in path: String) -> (attempts: Int, earlierSeconds: Double) {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    var attempts = 0
    var finished = 0.0
    var current = 0.0
    for record in parse(text) {
      if record.isAttempt {
        attempts += 1
        finished += current
      }
      current = record.elapsed
    }
    return (attempts, finished)
  }

  private static func parse(_ text: String) -> [ProgressRecord] {
    text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(ProgressRecord.self, from: Data($0.utf8))
    }
  }
}
