import Corpus
import Foundation
import Testing

/// Training that is stopped from outside and resumed, against training that was left alone.
@Suite struct InterruptionTests {
  private let world: World
  private let out: String

  init() throws {
    world = try World.get()
    out = world.fresh("run")
  }

  private func training(_ dtype: String, out: String) -> [String] {
    [
      "train", "sft", "--model", world.model, "--data", world.chats, "--eval-data", world.chats,
      "--steps", "150", "--batch-tokens", "512", "--micro-batch-tokens", "200", "--dtype", dtype,
      "--checkpoint-every", "20", "--evaluate-every", "50", "--out", out,
    ]
  }

  @Test(arguments: ["bf16", "f32"]) func killedAtAnyMoment(_ dtype: String) throws {
    let arguments = training(dtype, out: out)
    for rows in [3, 40] {
      let program = try RunningProgram(
        Program.path, rows == 3 ? arguments : arguments + ["--resume"])
      try waitForRows(rows, of: program)
      program.signal(SIGKILL)
      #expect(try program.wait().code == 128 + SIGKILL)
    }
    try expectSameEnd(as: arguments)
  }

  @Test func interruptedByControlC() throws {
    let arguments = training("bf16", out: out)
    let program = try RunningProgram(Program.path, arguments)
    try waitForRows(10, of: program)
    program.signal(SIGINT)
    let result = try program.wait()
    #expect(result.code == 130)
    #expect(result.errors.contains("--resume"))
    #expect(!World.exists("\(out)/manifest.json"))
    let checkpoints = try FileManager.default.contentsOfDirectory(atPath: out)
      .filter { $0.hasPrefix("checkpoint-") }
    #expect(!checkpoints.isEmpty)
    try expectSameEnd(as: arguments)
  }

  @Test func aFinishedRunHasNothingToResume() throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: "\(world.trained)/metrics.jsonl"))
    let result = try Program.run([
      "train", "lm", "--model", world.model, "--data", world.text, "--out", world.trained,
      "--resume",
    ])
    #expect(result.code == 0)
    #expect(result.output.contains("nothing to do"))
    let after = try Data(contentsOf: URL(fileURLWithPath: "\(world.trained)/metrics.jsonl"))
    #expect(after == before)
  }

  /// Goes on with the run in `out`, and compares it with one that was left alone.
  private func expectSameEnd(as arguments: [String]) throws {
    try Program.must(arguments + ["--resume"])
    let whole = world.fresh("whole")
    try Program.must(arguments.map { $0 == out ? whole : $0 })
    #expect(try World.same("\(out)/model.safetensors", "\(whole)/model.safetensors"))
    #expect(try log(out) == log(whole))
  }

  /// metrics.jsonl without what depends on a clock.
  private func log(_ run: String) throws -> [[String: JSONValue]] {
    try World.rows("\(run)/metrics.jsonl").map { row in
      let kept = row.keys.filter { $0 != "time" && !$0.hasPrefix("timing/") }
      return Dictionary(uniqueKeysWithValues: kept.map { ($0, row[$0]!) })
    }
  }

  /// Until the log has so many rows.
  private func waitForRows(_ count: Int, of program: RunningProgram) throws {
    let log = URL(fileURLWithPath: "\(out)/metrics.jsonl")
    while program.isRunning {
      let rows = (try? Data(contentsOf: log))?.count { $0 == UInt8(ascii: "\n") } ?? 0
      if rows >= count { return }
      Thread.sleep(forTimeInterval: 0.002)
    }
    Issue.record("the run ended before it could be stopped: \(try program.wait().errors)")
  }
}

/// A disk that takes no more: here a limit on the size of files, which anyone may set. What was
/// asked for is then not there, not even in part.
@Suite struct FullDiskTests {
  @Test(arguments: [
    "model init --preset 0.2m --tokenizer TOKENIZER --out OUT",
    "tokenizer train --data TEXT --vocab-size 320 --out OUT",
    "train lm --model MODEL --data TEXT --steps 2 --out OUT",
    "generate --model MODEL --prompts PROMPTS --max-new-tokens 200 --samples 40 --out OUT",
  ]) func leavesNothingThatLooksWhole(_ command: String) throws {
    let world = try World.get()
    let out = world.fresh("out")
    let prompts = try world.file("{\"prompt\": \"The cat\"}")
    let places = [
      "TOKENIZER": world.tokenizer, "TEXT": world.text, "MODEL": world.model, "PROMPTS": prompts,
      "OUT": out,
    ]
    let words = command.split(separator: " ").map { places[String($0)] ?? String($0) }
    // Without a handler for SIGXFSZ the write fails with EFBIG. The unit is 1024 bytes.
    let script = "trap '' XFSZ; ulimit -f 2; exec \"$@\""
    let result = try RunningProgram(
      "/bin/bash", ["-c", script, "bash", Program.path] + words
    ).wait()
    #expect(result.code == 2, "\(result.errors)")
    let name = URL(fileURLWithPath: out).lastPathComponent
    #expect(result.errors.contains(name), "\(result.errors)")
    for name in ["model.safetensors", "tokenizer.json", "manifest.json", "COMPLETE"] {
      #expect(!World.exists("\(out)/\(name)"))
    }
    #expect(!command.hasPrefix("generate") || !World.exists(out))
  }
}
