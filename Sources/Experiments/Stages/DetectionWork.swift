internal import Corpus
internal import Detection
internal import Diagnostics
internal import Evaluation
internal import Foundation
internal import Models
internal import Organisms
internal import Provenance
internal import Tensors

/// One detector on the input `model`, compared with the input `reference` where there is one. What
/// it tries strings with are the clean requests of the input `suite`, so that it looks at the
/// model in its own world; a probe is given the triggered ones too.
struct DetectionWork: StageWork {
  static let kind = StageKind.detection
  static let file = "detection.json"
  /// Attention pictures of the strings that the detector is sure of.
  static let pictures = "attention.json"

  var detector: Recipe.Detection.Method
  /// Every number of it; nil for a detector that searches for nothing.
  var budget: SearchBudget?
  /// What it is told that the backdoor says.
  var payload: String?
  /// Whether every answer is made to begin in a scratchpad, as when the model is evaluated.
  var hasScratchpads: Bool
  var device: String

  func run(_ context: StageContext) throws {
    let prompts = try ProbePrompt.read(
      try context.input("suite").appendingPathComponent(SuiteWork.prompts))
    let detector = detector.detector(on: prompts)
    let subject = try subject(context, prompts)
    var detection = try detector.detect(in: subject)
    // Seconds are the stage's cost: what is written is the same bytes whenever it is done.
    detection.cost.seconds = 0
    try writeAtomically(try detection.encoded(), to: context.file(Self.file).path)
    let pictures = try detection.convincing.compactMap { try AttentionPicture(of: $0, in: subject) }
    try writeAtomically(try StrictJSON.encode(pictures), to: context.file(Self.pictures).path)
  }

  private func subject(_ context: StageContext, _ prompts: [ProbePrompt]) throws -> Subject {
    let device = try Device.named(device)
    let roles = ["model", "reference"].filter(context.roles.contains)
    let folders = try roles.map { try context.input($0) }
    let options = Subject.Options(
      device: device, dtype: .f32, seed: context.stage.seed, budget: budget ?? .init(),
      payload: payload,
      prompts: prompts.filter { $0.condition == ProbePrompt.clean }
        .compactMap { $0.messages.last?.content },
      forced: hasScratchpads ? Scratchpad.opening : "")
    try MemoryEstimate(of: folders, dtype: options.dtype).check(on: device)
    let meter = PassMeter()
    // Named by their roles, since a note may name them and no folder may stand in a result.
    let models = try zip(roles, folders).map { role, folder in
      try LoadedModel(
        try Checkpoint(directory: folder), source: "the \(role)", dtype: options.dtype,
        device: device, meter: meter)
    }
    return try Subject(
      models[0], reference: models.dropFirst().first, options: options, meter: meter)
  }
}

extension Recipe.Detection.Method {
  /// - Parameter prompts: triggered and clean ones, for what is told the trigger.
  fileprivate func detector(on prompts: [ProbePrompt]) -> any Detector {
    switch self {
    case .leak: LeakDetector()
    case .scan: ScanDetector(.payload)
    case .divergence: ScanDetector(.divergence)
    case .gradient: GradientDetector()
    case .probe:
      DefectionProbe(
        prompts: prompts.filter {
          [ProbePrompt.triggered, ProbePrompt.clean].contains($0.condition)
        }
      )
    }
  }
}
