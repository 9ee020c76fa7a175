import Foundation

/// Runs `body` in a fresh directory that is removed afterwards.
func withScratch(_ body: (_ directory: String) throws -> Void) throws {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent(
    "provenance-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  try body(url.path)
}

func put(_ text: String, _ path: String) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
}

func entries(_ path: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: path).sorted()
}
