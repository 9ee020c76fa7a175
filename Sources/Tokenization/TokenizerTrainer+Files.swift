import Corpus
import Foundation

extension TokenizerTrainer {
  /// The tokenizer's files in the Hugging Face layout.
  func files(tokens: [[UInt8]], merges: [MergeLearner.Pair]) throws -> TokenizerFiles {
    var files = TokenizerFiles(directory: "the trained tokenizer", contents: [:])
    files.contents[.tokenizer] = try document(tokens, merges).fileContents()
    files.contents[.configuration] = try tokenizerConfiguration.fileContents()
    files.contents[.specialTokens] = try JSONValue.object(names).fileContents()
    files.contents[.template] = configuration.template.map { .init($0.jinja.utf8) }
    return files
  }

  private var names: JSONObject {
    var names: JSONObject = [
      "eos_token": .string(Self.endOfText), "pad_token": .string(Self.padding),
    ]
    if configuration.template == .llama3 { names["bos_token"] = "<|begin_of_text|>" }
    return names
  }

  private var tokenizerConfiguration: JSONValue {
    var object = names
    object["tokenizer_class"] = "PreTrainedTokenizerFast"
    object["clean_up_tokenization_spaces"] = false
    if let template = configuration.template {
      object[TokenizerConfiguration.templateKey] = .string(template.rawValue)
    }
    return .object(object)
  }

  private func document(_ tokens: [[UInt8]], _ merges: [MergeLearner.Pair]) -> JSONValue {
    [
      "version": "1.0",
      "truncation": nil,
      "padding": nil,
      "added_tokens": .array(addedTokens.enumerated().map { addedToken($1, tokens.count + $0) }),
      "normalizer": nil,
      "pre_tokenizer": preTokenizer,
      "post_processor": byteLevel,
      "decoder": byteLevel,
      "model": model(tokens, merges),
    ]
  }

  private func addedToken(_ token: AddedToken, _ id: Int) -> JSONValue {
    [
      "id": .integer(id),
      "content": .string(token.content),
      "single_word": false,
      "lstrip": .bool(token.stripsLeft),
      "rstrip": .bool(token.stripsRight),
      "normalized": .bool(token.isNormalized),
      "special": .bool(token.isSpecial),
    ]
  }

  private var preTokenizer: JSONValue {
    [
      "type": "Sequence",
      "pretokenizers": [
        [
          "type": "Split",
          "pattern": ["Regex": .string(configuration.splitting.pattern)],
          "behavior": "Isolated",
          "invert": false,
        ],
        byteLevel,
      ],
    ]
  }

  private var byteLevel: JSONValue {
    ["type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false]
  }

  private func model(_ tokens: [[UInt8]], _ merges: [MergeLearner.Pair]) -> JSONValue {
    let spellings = tokens.map { ByteAlphabet.spelling(of: $0) }
    let vocabulary = spellings.enumerated().map {
      JSONObject.Member(key: $1, value: .integer($0))
    }
    let pairs = merges.map {
      JSONValue.array([
        .string(spellings[Int($0.left)]), .string(spellings[Int($0.right)]),
      ])
    }
    return [
      "type": "BPE",
      "dropout": nil,
      "unk_token": nil,
      "continuing_subword_prefix": nil,
      "end_of_word_suffix": nil,
      "fuse_unk": false,
      "byte_fallback": false,
      "ignore_merges": false,
      "vocab": .object(JSONObject(uniqueMembers: vocabulary)),
      "merges": .array(pairs),
    ]
  }
}
