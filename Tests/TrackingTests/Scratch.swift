import Foundation

/// Runs `body` in a fresh directory that is removed afterwards.
func withScratch(_ body: (_ directory: String) throws -> Void) throws {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent(
    "tracking-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  try body(url.path)
}

func text(_ path: String) throws -> String {
  try String(contentsOfFile: path, encoding: .utf8)
}

func put(_ text: String, _ path: String) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
}

/// A clock that stands still until it is moved.
final class FakeClock {
  var now: Double

  init(_ now: Double = 1000) {
    self.now = now
  }
}
