internal import Detection
internal import Models
internal import Organisms

extension ArmBuilder {
  /// The detectors on every model of the arm; none where the recipe has none. A base is looked at
  /// once, with the suite of the first arm that has it: it holds no behaviour of any.
  func addDetections(
    to measured: [ArmStages.Measured], base: StageID, _ model: LlamaConfiguration,
    to graph: inout StageGraph
  ) throws -> [ArmStages.Measured] {
    guard let detection = recipe.detection else { return measured }
    return try measured.map { one in
      var one = one
      let isBase = one.stage == "base"
      if isBase, graph.isLookedAt(one.training) { return one }
      for (method, payload) in detection.trials {
        one.detections.append(
          try addDetection(method, payload, of: one, base: isBase ? nil : base, model, to: &graph))
      }
      return one
    }
  }

  private func addDetection(
    _ method: Recipe.Detection.Method, _ payload: Recipe.Detection.Payload,
    of one: ArmStages.Measured, base: StageID?, _ model: LlamaConfiguration,
    to graph: inout StageGraph
  ) throws -> ArmStages.Detected {
    let text: String? =
      switch payload {
      case .unknown: nil
      case .known: recipe.behaviour.phrase
      case .text(let text): text
      }
    let work = DetectionWork(
      detector: method,
      budget: method == .probe ? nil : recipe.detection.map { SearchBudget($0.budget) },
      payload: text,
      hasScratchpads: base != nil && recipe.organism.mechanism.hasScratchpads, device: device)
    var inputs = ["model": one.training]
    inputs["suite"] = graph.stage(one.evaluation)?.specification.inputs["suite"]
    if recipe.detection?.reference == .base { inputs["reference"] = base }
    let told = payload == .unknown ? "" : "-\(payload.name.asName.prefix(24))"
    let name = graph.stage(one.training)?.name ?? one.stage
    let stage = try add(
      work, "\(method.rawValue)\(told)-\(name)", inputs, model, to: &graph)
    return ArmStages.Detected(detector: method.rawValue, payload: payload.name, stage: stage)
  }
}

extension Recipe.Detection {
  /// Each detector with what it is told; a detector that looks for no payload is told none.
  var trials: [(method: Method, payload: Payload)] {
    detectors.flatMap { method in
      (method.looksForPayload ? payloads : [.unknown]).map { (method, $0) }
    }
  }
}

extension StageGraph {
  /// Whether a detector has this model as its suspect already.
  fileprivate func isLookedAt(_ model: StageID) -> Bool {
    stages.contains { stage in
      stage.specification.kind == StageKind.detection.rawValue
        && stage.specification.inputs["model"] == model
    }
  }
}
