import Foundation
import Testing

/// Flags that are wrong: exit 2, and words that help.
@Suite struct UsageTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var arguments: String
    var mentions: [String]
    var testDescription: String { arguments }
  }

  static let wrong = [
    Case(arguments: "frobnicate", mentions: ["frobnicate"]),
    Case(arguments: "train frobnicate", mentions: ["frobnicate"]),
    Case(arguments: "generate --model m --out o", mentions: ["--prompts"]),
    Case(
      arguments: "generate --model m --prompts p --out o --tempreature 1",
      mentions: ["--tempreature", "--temperature"]),
    Case(
      arguments: "generate --model m --prompts p --out o --temperature hot",
      mentions: ["hot", "--temperature"]),
    Case(
      arguments: "generate --model m --prompts p --out o --temperature -1",
      mentions: ["--temperature"]),
    Case(
      arguments: "generate --model m --prompts p --out o --max-new-tokens 0",
      mentions: ["--max-new-tokens", "at least 1"]),
    Case(
      arguments: "generate --model m --prompts p --out o --top-p 1.5",
      mentions: ["--top-p", "at most 1"]),
    Case(arguments: "generate --model m --prompts p --out o --samples 0", mentions: ["--samples"]),
    Case(
      arguments: "score --model m --data d --out o --dtype f8",
      mentions: ["--dtype", "f8", "bf16 or f32"]),
    Case(
      arguments: "score --model m --data d --out o --device tpu",
      mentions: ["--device", "tpu", "cpu"]),
    Case(
      arguments: "score --model m --data d --out o --device cuda:99",
      mentions: ["--device", "cuda:99"]),
  ]

  @Test(arguments: wrong) func isExitCode2(_ test: Case) throws {
    let result = try Program.run(test.arguments.split(separator: " ").map(String.init))
    #expect(result.code == 2)
    #expect(result.output.isEmpty)
    for word in test.mentions { #expect(result.errors.contains(word), "\(result.errors)") }
  }

  /// Of `train`, with a model that is there.
  static let wrongTraining = [
    Case(arguments: "--optimizer adamv", mentions: ["--optimizer", "adamv", "did you mean 'adam"]),
    Case(arguments: "--schedule cosin", mentions: ["--schedule", "did you mean 'cosine'"]),
    Case(arguments: "--steps 0", mentions: ["--steps", "at least 1"]),
    Case(arguments: "--steps 3 --epochs 1", mentions: ["--steps, --epochs", "one of them"]),
    Case(arguments: "--learning-rate 0", mentions: ["--learning-rate", "above 0"]),
    Case(arguments: "--learning-rate nan", mentions: ["--learning-rate", "above 0"]),
    Case(arguments: "--max-length 100000", mentions: ["--max-length", "512"]),
    Case(arguments: "--batch-tokens 0", mentions: ["--batch-tokens"]),
    Case(arguments: "--micro-batch-tokens 0", mentions: ["--micro-batch-tokens"]),
    Case(arguments: "--warmup -1", mentions: ["--warmup"]),
    Case(arguments: "--beta1 1", mentions: ["--beta1"]),
    Case(arguments: "--dtype f16", mentions: ["--dtype", "bf16 or f32"]),
    Case(arguments: "--checkpoint-every -1", mentions: ["--checkpoint-every"]),
  ]

  @Test(arguments: wrongTraining) func ofTraining(_ test: Case) throws {
    let world = try World.get()
    let out = world.fresh("run")
    let result = try Program.run(
      ["train", "lm", "--model", world.model, "--data", world.text, "--out", out]
        + test.arguments.split(separator: " ").map(String.init))
    #expect(result.code == 2)
    for word in test.mentions { #expect(result.errors.contains(word), "\(result.errors)") }
    #expect(!World.exists(out))
  }
}
