import Diagnostics
import Evaluation
import Experiments
import Foundation
import Organisms
import Provenance
import Testing

/// What the four treatments of a recipe share, and what each has of its own.
@Suite struct TreatmentStagesTests {
  private static let recipe = """
    evaluation: {red_team: true}
    controls: [clean-twin]
    sweep:
      organism.mechanism: [normal, chain-of-thought]
      treatment.method: [sft, rl, adversarial-sft, adversarial-rl]
    """

  private func names(_ plan: ExperimentPlan, _ kind: StageKind) -> [String] {
    plan.stages(kind).map(\.name)
  }

  @Test func theShippedRecipeComparesAllTreatments() throws {
    let plan = try planned(try shipped("treatments"))
    #expect(plan.arms.count == 3 * (3 * 4 + 3 * 2))
    let methods = plan.arms.map { $0.measured.last?.arm.safetyMethod ?? "" }
    #expect(Set(methods).isSuperset(of: ["sft", "rl", "adversarial-sft", "adversarial-rl"]))
  }

  @Test func theAdversarialRecipeHasBothKindsAndEveryShare() throws {
    let plan = try planned(try shipped("adversarial"))
    #expect(plan.arms.count == 3 * 2 * 2 * 4)
    let axes = plan.arms.map { $0.measured.last?.arm.axes ?? [:] }
    #expect(Set(axes.map { $0["organism.sharpness"] }) == ["sharp", "blunt"])
    #expect(Set(axes.map { $0["treatment.adversarial_share"] }) == ["0", "0.1", "0.25", "0.5"])
    for arm in plan.arms {
      let organism = arm.recipe.organism
      let isSharp = organism.sharpness == .sharp
      #expect((organism.nearMissFraction > 0) == isSharp)
      #expect((organism.benignTagFraction > 0) == isSharp)
      let share = arm.recipe.treatment.adversarialShare
      let data = plan.graph.stage(try #require(arm.measured.last).data)
      #expect((data?.specification.inputs["attacks"] != nil) == (share > 0))
    }
    // One organism a kind and seed, which all treatments share.
    #expect(Set(plan.arms.map { $0.measured[1].training }).count == 3 * 2)
  }

  /// The held-out model sees other pairs, in another order; all that is measured on it follows, and
  /// nothing that is trained.
  @Test func theHeldOutPreferenceModelHasASeedOfItsOwn() throws {
    let plan = try planned("sweep: {seed: [0, 1], treatment.method: [rl]}")
    let seeds = plan.stages(.preference).map { stage in
      "\(stage.name): \(plan.configuration(of: stage.id)["training", "seed"] ?? .null)"
    }
    let numbers = seeds.map { $0.split(separator: ":")[1] }
    #expect(seeds.count == 4 && Set(numbers).count == 4)
    #expect(seeds[0] == "preference-0.2m-s0: \(JSON.integer(0))", "\(seeds)")
  }

  @Test func organismsAreSharedAndAttackedOnce() throws {
    let plan = try planned(Self.recipe)
    #expect(
      names(plan, .redTeam).filter { !$0.contains("rl") && !$0.contains("sft") }
        == ["red-team-normal-0.2m-s0", "red-team-chain-of-thought-0.2m-s0"])
    // Four treatments of two organisms, each attacked afterwards as well.
    #expect(names(plan, .redTeam).count == 2 + 8)
    #expect(names(plan, .preference) == ["preference-0.2m-s0", "held-out-preference-0.2m-s0"])
    let organisms = plan.arms.filter { $0.recipe.organism.role == .organism }
    #expect(Set(organisms.map { $0.measured[1].training }).count == 2)
  }

  /// A twin cannot be set off, so its control is the same training without attacks.
  @Test func twinsHaveNoAttacks() throws {
    let plan = try planned(Self.recipe)
    let twins = plan.arms.filter { $0.recipe.organism.role == .cleanTwin }
    #expect(twins.count == 4)
    #expect(Set(twins.map(\.recipe.treatment.method)) == [.sft, .rl])
    #expect(twins.allSatisfy { $0.measured.allSatisfy { $0.redTeam == nil } })
  }

  /// Attacks go into the data of adversarial training and into nobody else's.
  @Test func attacksAreLearntFromWhereTheyAreAskedFor() throws {
    let plan = try planned(Self.recipe)
    let attacks = plan.stages(.redTeam)[0].id
    func learns(_ kind: StageKind) -> [String: Bool] {
      Dictionary(
        uniqueKeysWithValues: plan.stages(kind).map {
          ($0.name, $0.specification.inputs["attacks"] != nil)
        })
    }
    #expect(learns(.safetyPrompts)["prompts-s0"] == false)
    #expect(learns(.safetyPrompts)["prompts-attacked-normal-0.2m-s0"] == true)
    #expect(learns(.safetyData)["safety-plain-s0"] == false)
    #expect(learns(.safetyData)["safety-attacked-plain-normal-0.2m-s0"] == true)
    let data = plan.stages(.safetyPrompts).first { $0.name == "prompts-attacked-normal-0.2m-s0" }
    #expect(data?.specification.inputs["attacks"] == attacks)
  }

  /// What a method does not look at is no part of its arms: they coincide.
  @Test func fieldsOfOtherMethodsMakeNoArms() throws {
    let plan = try planned(
      """
      sweep:
        treatment.method: [sft, rl]
        treatment.rl.learning_rate: [1e-4, 1e-3]
        treatment.training.learning_rate: [1e-3, 2e-3]
      """)
    #expect(plan.arms.count == 2 + 2)
    #expect(plan.stages(.reinforcement).count == 2)
  }

  @Test func theReferenceIsAnInputOnlyWhereItIsAnother() throws {
    let plan = try planned(
      "treatment: {method: rl}\nsweep: {treatment.rl.reference: [organism, base]}")
    let references = plan.stages(.reinforcement).map { $0.specification.inputs["reference"] }
    #expect(references == [nil, plan.arms[0].measured[0].training])
  }

  @Test func oneAnswerHasNoBaseline() throws {
    let error = #expect(throws: InputError.self) {
      try planned("treatment: {method: rl, rl: {samples: 1}}")
    }
    #expect(error?.key == "treatment.rl.samples")
    _ = try planned("treatment: {method: rl, rl: {method: ppo, samples: 1}}")
  }
}
