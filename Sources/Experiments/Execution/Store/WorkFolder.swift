internal import Diagnostics
internal import Foundation
internal import Provenance

/// The folder of a stage that is not finished. It is kept between attempts.
struct WorkFolder: Sendable {
  /// What the stage is, for its process.
  var document: String { "\(path)/stage.json" }
  /// What becomes the finished stage; empty at the start of every attempt.
  var output: String { "\(path)/output" }
  /// What the stage keeps for itself from one attempt to the next.
  var scratch: String { "\(path)/scratch" }
  /// What the latest attempt printed.
  var log: String { "\(path)/log.txt" }
  private var earlierLog: String { "\(path)/log.previous.txt" }
  var progress: String { "\(path)/progress.jsonl" }
  /// Why the last attempt failed.
  var failure: String { "\(path)/failure.json" }

  let path: String

  init(_ path: String) {
    self.path = path
  }

  var exists: Bool { FileManager.default.fileExists(atPath: path) }

  /// - Throws: `RunError` naming the folder.
  func create() throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw RunError(storage: "\(path): cannot be created: \(error.localizedDescription)")
    }
  }

  /// Makes the folder ready for an attempt and notes that one begins.
  ///
  /// - Throws: `RunError` naming the folder.
  func prepare(_ document: StageDocument) throws {
    let files = FileManager.default
    do {
      try files.createDirectory(atPath: scratch, withIntermediateDirectories: true)
      if files.fileExists(atPath: output) { try files.removeItem(atPath: output) }
      try files.createDirectory(atPath: output, withIntermediateDirectories: true)
      if files.fileExists(atPath: log) { _ = rename(log, earlierLog) }
      if files.fileExists(atPath: failure) { try files.removeItem(atPath: failure) }
    } catch {
      throw RunError(storage: "\(path): cannot be prepared: \(error.localizedDescription)")
    }
    try document.write(to: self.document)
    try ProgressRecord.append(.attempt, to: progress)
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The last lines of the log.
  func lastLines(_ count: Int) -> [String] {
    let text = tail(of: log, bytes: 8192)
    return text.split(separator: "\n").suffix(count).map(String.init)
  }
}

/// The last `bytes` of a file as text, from the first whole line among them; empty when it cannot
/// be read.
func tail(of path: String, bytes: UInt64) -> String {
  guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
  defer { try? handle.close() }
  let length = (try? handle.seekToEnd()) ?? 0
  let start = length > bytes ? length - bytes : 0
  try? handle.seek(toOffset: start)
  let data = (try? handle.readToEnd()) ?? Data()
  let text = String(decoding: data, as: UTF8.self)
  guard start > 0, let end = text.firstIndex(of: "\n") else { return text }
  return String(text[text.index(after: end)...])
}
