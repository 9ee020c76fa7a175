import Corpus
import Foundation
import Testing
import Tokenization

/// The outputs of Tests/Goldens/tokenization/generate.py.
enum Goldens {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Goldens/tokenization")

  static let families = ["gpt2", "prefix_space", "llama3", "qwen2", "digits"]

  static func tokenizer(_ name: String) throws -> Tokenizer {
    try Tokenizer(directory: directory.appendingPathComponent(name))
  }

  static func object(_ path: String) throws -> JSONObject {
    try #require(JSONValue.read(directory.appendingPathComponent(path)).object)
  }

  static func texts() throws -> [String] {
    try JSONValue.read(directory.appendingPathComponent("texts.json")).strings
  }
}

extension JSONValue {
  var strings: [String] { (array ?? []).compactMap(\.string) }
  var ids: [Int32] { (array ?? []).compactMap(\.integer).map { Int32($0) } }
}

/// A directory that is removed with its owner.
final class TemporaryDirectory {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }
}
