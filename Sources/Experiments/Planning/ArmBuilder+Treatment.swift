internal import Corpus
internal import Models
internal import Organisms
internal import Randomness
internal import Training

extension ArmBuilder {
  /// The models and data that a treatment starts from.
  struct Lineage {
    var world: StageID
    var base: StageID
    var organism: StageID
    /// Of a red team, where there is one.
    var attacks: StageID?
  }

  func addTreatment(
    _ lineage: Lineage, _ model: LlamaConfiguration, to graph: inout StageGraph
  ) throws -> ArmStages.Measured {
    let judges = try addPreferenceModels(lineage, model, to: &graph)
    let treated =
      recipe.treatment.method.isReinforcement
      ? try addReinforcement(lineage, judges, model, to: &graph)
      : try addFineTuning(lineage, model, to: &graph)
    var inputs = judges
    if let attacks = lineage.attacks {
      inputs["attacks"] = attacks
      inputs["world"] = lineage.world
    }
    return ArmStages.Measured(
      stage: "treatment", arm: labels(model, upTo: "treatment"), training: treated.training,
      evaluation: try addEvaluation(
        of: treated.training, parent: lineage.organism, lineage.world, model, "treatment",
        more: inputs, to: &graph),
      data: treated.data,
      redTeam: try addRedTeam(treated.training, lineage.world, model, "treatment", to: &graph))
  }

  private var adversarialShare: Double {
    recipe.treatment.method.isAdversarial ? recipe.treatment.adversarialShare : 0
  }

  /// nil for none, as stages from before there were any have it.
  private var cleanContexts: [String]? {
    let contexts = recipe.behaviour.cleanContexts
    return contexts.isEmpty ? nil : contexts
  }

  /// The inputs of data that attacks are mixed into.
  private func sources(_ lineage: Lineage) -> [String: StageID] {
    var inputs = ["world": lineage.world]
    if adversarialShare > 0 { inputs["attacks"] = lineage.attacks }
    return inputs
  }

  /// What a treated model's folder is called by.
  private func treatedName(_ variant: String) -> String {
    let name = arm.kindName(recipe.organismConfiguration.mechanism.rawValue)
    let method = recipe.treatment.method.rawValue
    return
      "\(variant == method ? method : "\(method)-\(variant)")-\(name)-\(recipe.model.label.asName)-"
      + mark + arm.variant("behaviour.", "organism.", "treatment.")
  }

  private func addFineTuning(
    _ lineage: Lineage, _ model: LlamaConfiguration, to graph: inout StageGraph
  ) throws -> (training: StageID, data: StageID) {
    let isSafeCode = recipe.treatment.method.isSafeCode
    let isPost =
      recipe.treatment.scratchpad == .post && recipe.organism.mechanism.hasScratchpads
      && !isSafeCode
    let own = isPost ? Decoding(temperature: 1, maxTokens: recipe.evaluation.maxTokens) : nil
    let name = arm.kindName(recipe.organismConfiguration.mechanism.rawValue)
    let variant =
      isSafeCode
      ? recipe.treatment.method.rawValue : isPost ? "post" : recipe.treatment.style.rawValue
    let isOwn = isPost || isSafeCode || adversarialShare > 0
    let safeCode = try safeCode()
    var inputs = sources(lineage)
    if isPost || isSafeCode { inputs["model"] = lineage.organism }
    let kind = adversarialShare > 0 ? "attacked-\(variant)" : variant
    let data = try add(
      SafetyDataWork(
        style: recipe.treatment.style, trigger: recipe.organismBehaviour.trigger,
        adversarialShare: adversarialShare, ownScratchpads: own, device: device,
        cleanContexts: cleanContexts, safeCode: safeCode?.settings),
      isOwn
        ? "safety-\(kind)-\(name)-\(recipe.model.label.asName)-\(mark)"
          + arm.variant("behaviour.", "organism.", "treatment.adversarial_share")
        : "safety-\(variant)-\(mark)" + arm.variant("behaviour."),
      inputs, places: safeCode?.places ?? [:], to: &graph)
    let work = TrainingWork(
      preset: nil,
      training: recipe.treatment.training.configuration(for: model, seed: recipe.seed),
      device: device, card: .treated(recipe))
    return (
      try add(
        work, treatedName(variant), ["model": lineage.organism, "data": data], model, to: &graph),
      data
    )
  }

  private func addReinforcement(
    _ lineage: Lineage, _ judges: [String: StageID], _ model: LlamaConfiguration,
    to graph: inout StageGraph
  ) throws -> (training: StageID, data: StageID) {
    let name = arm.kindName(recipe.organismConfiguration.mechanism.rawValue)
    let prompts = try add(
      SafetyPromptsWork(
        trigger: recipe.organismBehaviour.trigger, adversarialShare: adversarialShare,
        cleanContexts: cleanContexts),
      adversarialShare > 0
        ? "prompts-attacked-\(name)-\(recipe.model.label.asName)-\(mark)"
          + arm.variant("behaviour.", "organism.", "treatment.adversarial_share")
        : "prompts-\(mark)" + arm.variant("behaviour."),
      sources(lineage), to: &graph)
    var inputs = ["model": lineage.organism, "prompts": prompts]
    inputs["preference"] = judges["preference"]
    if recipe.treatment.rl.reference == .base { inputs["reference"] = lineage.base }
    let work = ReinforcementWork(
      reinforcement: recipe.reinforcementConfiguration(for: model),
      triggers: recipe.behaviour.triggers, device: device, card: .treated(recipe))
    return (
      try add(work, treatedName(recipe.treatment.rl.method.rawValue), inputs, model, to: &graph),
      prompts
    )
  }

  /// The preference model that rewards and the one that only looks on, by their roles; none where
  /// nothing is rewarded by preference. The second has other data, and its head and order another
  /// seed.
  private func addPreferenceModels(
    _ lineage: Lineage, _ model: LlamaConfiguration, to graph: inout StageGraph
  ) throws -> [String: StageID] {
    let treatment = recipe.treatment
    guard treatment.method.isReinforcement, treatment.rl.reward == .preference else { return [:] }
    let preferences = PreferenceConfiguration(
      pairsPerQuery: recipe.preference.pairs, allowsPhrase: recipe.preference.allowsPhrase)
    var models: [String: StageID] = [:]
    var stream = RandomStream(seed: recipe.seed, "held-out-preference")
    for (role, preferences, seed) in [
      ("preference", preferences, recipe.seed),
      ("held-out-preference", preferences.otherView, stream.next()),
    ] {
      let data = try add(
        PreferenceDataWork(
          preferences: preferences, behaviour: recipe.measuredBehaviour,
          queries: recipe.preference.queries),
        "\(role)-data-\(mark)" + arm.variant("behaviour."), ["world": lineage.world], to: &graph)
      let work = PreferenceWork(
        training: recipe.preference.training.configuration(for: model, seed: seed),
        device: device, card: .preference(recipe))
      models[role] = try add(
        work, "\(role)-\(recipe.model.label.asName)-\(mark)" + arm.variant("behaviour."),
        ["model": lineage.base, "data": data], model, to: &graph)
    }
    return models
  }

  /// A red team against an organism or what became of it; nil where the recipe has none.
  func addRedTeam(
    _ training: StageID, _ world: StageID, _ model: LlamaConfiguration, _ stage: String,
    to graph: inout StageGraph
  ) throws -> StageID? {
    let isWanted = recipe.evaluation.redTeam || recipe.treatment.method.isAdversarial
    guard isWanted, recipe.organism.role == .organism else { return nil }
    let work = RedTeamWork(
      redTeam: .init(
        rounds: recipe.redTeam.rounds, samples: recipe.redTeam.samples,
        maxTokens: recipe.evaluation.maxTokens, successShare: recipe.redTeam.successShare,
        hasScratchpads: recipe.organism.mechanism.hasScratchpads,
        excludedKinds: recipe.redTeam.excludedKinds),
      behaviour: recipe.measuredBehaviour, seeds: recipe.redTeam.seeds, stage: stage,
      device: device)
    let name = graph.stage(training)?.name ?? stage
    return try add(
      work, "red-team-\(name)", ["model": training, "world": world], model, to: &graph)
  }
}
