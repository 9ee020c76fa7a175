internal import Diagnostics
internal import Foundation

extension MetricsLog {
  /// How many bytes of the log at `path` a run keeps that goes on after `step`: all before the
  /// first row of a later step, the row of an earlier finish, or a torn last line. Rows are in the
  /// order of their steps, so nothing to be kept can follow. 0 when there is no log.
  static func keptLength(resumingAfter step: Int, in path: String) throws -> Int {
    guard FileManager.default.fileExists(atPath: path) else { return 0 }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw InputError(path, "cannot be read: \(error.localizedDescription)")
    }
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var length = 0
    for (index, line) in lines.dropLast().enumerated() {
      guard let row = try? JSONDecoder().decode(RowHead.self, from: line) else {
        throw InputError(
          path, line: index + 1, "is not a row of metrics",
          expected: "a JSON object with an integer 'step'",
          remedy: "remove the line or move the file away")
      }
      if row.step > step || row.isFinal == true { break }
      length += line.count + 1
    }
    return length
  }

  private struct RowHead: Decodable {
    var step: Int
    var isFinal: Bool?

    enum CodingKeys: String, CodingKey {
      case step
      case isFinal = "run_finished"
    }
  }
}
