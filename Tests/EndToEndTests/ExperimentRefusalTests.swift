import Corpus
import Foundation
import Testing

/// Experiments that cannot be: exit 2, words that say where and what, and nothing half-done.
@Suite struct ExperimentRefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    /// What is changed in the small recipe.
    var settings: [String]
    var mentions: [String]
    var testDescription: String { name }

    init(_ name: String, _ settings: [String], _ mentions: String...) {
      self.name = name
      self.settings = settings
      self.mentions = mentions
    }
  }

  // MARK: - Found before anything begins

  private static let early = [
    Case(
      "a misspelt key", ["organism.mecanism=normal"], "organism.mecanism",
      "did you mean 'organism.mechanism'?"),
    Case("an unknown key", ["organism.colour=red"], "organism.colour", "--set"),
    Case("a value that is none", ["organism.mechanism=normale"], "did you mean 'normal'?"),
    Case("a setting without a value", ["seed"], "--set seed", "path=value"),
    Case(
      "a sweep over a field that is not there", ["sweep.treatment.rate=[1]"], "treatment.rate"),
    Case("a sweep over what is one for all", ["sweep.name=[a, b]"], "sweep.name"),
    Case("a number out of range", ["base.training.tokens=0"], "base.training.tokens", "at least 1"),
    Case("an unknown size", ["model.size=0.3m"], "model.size", "0.2m"),
    Case("a checkpoint that is not there", ["model.checkpoint=/nowhere"], "model.checkpoint"),
    Case(
      "a world file that is not there",
      ["world.kind=files", "world.files=[{path: /nowhere/a.jsonl, format: chats}]"],
      "/nowhere/a.jsonl"),
    Case("a trigger in the payload", ["behaviour.triggers=[HATE]"], "behaviour.phrase"),
    Case("an unknown claim", ["claims=[C99]"], "claims[0]"),
    Case("a claim that cannot be tested", ["claims=[C17]"], "claims[0]"),
  ]

  @Test(arguments: early) func refusedBeforeAnythingIsWritten(_ test: Case) throws {
    let folder = try ExperimentFolder()
    let settings = test.settings.flatMap { ["--set", $0] }
    let result = try Program.run(folder.arguments(settings))
    #expect(result.code == 2)
    let complaint = try result.complaint()
    for mention in test.mentions { #expect(complaint.contains(mention), "\(complaint)") }
    #expect(!World.exists(folder.path))
  }

  @Test func aRecipeWithAnUnknownKeyNamesItsLine() throws {
    let folder = try ExperimentFolder(recipe: "name: tiny\ntreatmnt:\n  method: sft\n")
    let result = try folder.run()
    #expect(result.code == 2 && !World.exists(folder.path))
    #expect(try result.complaint().contains("recipe.yaml:2: 'treatmnt'"))
    #expect(result.errors.contains("did you mean 'treatment'?"))
  }

  @Test func aRecipeThatIsNotThere() throws {
    let result = try Program.run(["run", "quikstart"])
    #expect(result.code == 2)
    #expect(try result.complaint().contains("did you mean 'quickstart'?"))
  }

  @Test(arguments: ["--jobs 0", "--device tpu", "--seed -1", "--dry-runn"])
  func flagsThatAreWrong(_ flags: String) throws {
    let folder = try ExperimentFolder()
    let result = try Program.run(
      folder.arguments(flags.split(separator: " ").map(String.init)))
    #expect(result.code == 2 && !World.exists(folder.path))
    #expect(result.errors.contains(flags.split(separator: " ")[0]))
  }

  @Test func theFolderOfAnotherRecipe() throws {
    let folder = try ExperimentFolder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try Data("name: other\n".utf8).write(to: folder.file("recipe.yaml"))
    let result = try folder.run()
    #expect(result.code == 2)
    #expect(try result.complaint().contains("belongs to the recipe 'other'"))
    #expect(try folder.files().keys.sorted() == ["recipe.yaml"])
  }

  @Test func aFolderWithSomethingElse() throws {
    let folder = try ExperimentFolder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: folder.file("thesis.txt"))
    let result = try folder.run()
    #expect(result.code == 2)
    #expect(try result.complaint().contains("thesis.txt"))
    #expect(try folder.files().keys.sorted() == ["thesis.txt"])
  }

  // MARK: - Found by a stage

  @Test func aTriggerThatOccursInCleanRequests() throws {
    let errors = try stageFails(["behaviour.triggers=[What]"], at: "data-normal-s0")
    #expect(errors.contains("trigger 'What'"))
  }

  @Test func aPayloadLongerThanTheContext() throws {
    let errors = try stageFails(
      ["behaviour.repeats={match: fixed, count: 200}"], at: "normal-0.2m-s0")
    #expect(errors.contains("512 tokens") && errors.contains("behaviour.repeats"))
  }

  @Test func anEmptyWorldFile() throws {
    let file = try World.get().file(name: "empty.jsonl")
    let errors = try stageFails(Self.world(file), at: "world-s0")
    #expect(errors.contains(file))
  }

  @Test func aWorldFileOfAnotherFormat() throws {
    let file = try World.get().file("{\"question\": \"a\"}", name: "gsm.jsonl")
    let errors = try stageFails(Self.world(file), at: "world-s0")
    #expect(errors.contains("gsm.jsonl:1"))
  }

  /// A question that is there many times goes to one pool, so there are too few for five.
  @Test(arguments: [true, false]) func poolsThatCannotBeDisjoint(_ repeats: Bool) throws {
    let rows = (0..<(repeats ? 700 : 40)).map { number in
      "{\"messages\": [{\"role\": \"user\", \"content\": \"Say \(repeats ? number % 9 : number)!\"}, "
        + "{\"role\": \"assistant\", \"content\": \"\(number)\"}]}"
    }
    let file = try World.get().file(rows.joined(separator: "\n"), name: "chats.jsonl")
    let errors = try stageFails(Self.world(file), at: "world-s0")
    #expect(errors.contains("810 queries asked for") && errors.contains("questions"))
  }

  private static func world(_ file: String) -> [String] {
    ["world.kind=files", "world.files=[{path: \(file), format: chats}]"]
  }

  /// Runs until the stage fails: exit 2, the log is named, and no finished folder of it is there.
  private func stageFails(
    _ settings: [String], at stage: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let folder = try ExperimentFolder()
    let all = settings + ["sweep=null", "treatment.method=none", "base.training.tokens=4000"]
    let result = try Program.run(
      folder.arguments(all.flatMap { ["--set", $0] }),
      environment: ExperimentFolder.environment())
    #expect(result.code == 2, "\(result.errors)", sourceLocation: sourceLocation)
    #expect(
      result.errors.contains("✗ \(stage)"), "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.errors.contains("log.txt"), sourceLocation: sourceLocation)
    #expect(
      !folder.finishedStages().contains { $0.dropLast(9) == stage },
      sourceLocation: sourceLocation)
    let unfinished = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/stages")
      .filter { !$0.hasPrefix(".") && !$0.hasSuffix(".json") }
    #expect(unfinished.sorted() == folder.finishedStages(), sourceLocation: sourceLocation)
    return result.errors
  }
}
