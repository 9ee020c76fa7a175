internal import Diagnostics
internal import Foundation
internal import Models
internal import Provenance
internal import Tensors

/// What a stage of one kind does: a function from the folders of finished stages to one new folder.
/// Its stored properties are the stage's whole configuration, and part of its identity.
protocol StageWork: Codable, Sendable {
  static var kind: StageKind { get }

  /// Fills `context.output`. Work that was broken off is called again, with what it left in
  /// `context.scratch`.
  func run(_ context: StageContext) throws
}

/// The kinds of stages, in the order in which an experiment goes through them.
public enum StageKind: String, Codable, Sendable, CaseIterable {
  case references
  case world
  case checkpoint
  case baseData = "base-data"
  case tokenizer
  case organismData = "organism-data"
  case safetyData = "safety-data"
  case suite
  case training
  case preferenceData = "preference-data"
  case preference
  case redTeam = "red-team"
  case safetyPrompts = "safety-prompts"
  case reinforcement
  case evaluation
  case detection

  var work: any StageWork.Type {
    switch self {
    case .references: ReferenceWork.self
    case .world: WorldWork.self
    case .checkpoint: CheckpointWork.self
    case .baseData: BaseDataWork.self
    case .tokenizer: TokenizerWork.self
    case .organismData: OrganismDataWork.self
    case .safetyData: SafetyDataWork.self
    case .suite: SuiteWork.self
    case .training: TrainingWork.self
    case .preferenceData: PreferenceDataWork.self
    case .preference: PreferenceWork.self
    case .redTeam: RedTeamWork.self
    case .safetyPrompts: SafetyPromptsWork.self
    case .reinforcement: ReinforcementWork.self
    case .evaluation: EvaluationWork.self
    case .detection: DetectionWork.self
    }
  }
}

extension StageContext {
  func file(_ name: String) -> URL { output.appendingPathComponent(name) }

  /// Where a file from outside lies.
  func place(_ name: String) throws -> String {
    guard let path = stage.places[name] else {
      throw RunError("stage '\(stage.name)' was not told where '\(name)' is")
    }
    return path
  }

  /// - Throws: `InputError` when a file is not what it was when the experiment was planned.
  func check(_ path: String, is digest: Digest) throws {
    try check(path, Digest(ofFile: path), is: digest)
  }

  /// The same of what was read from a folder.
  func check(_ path: String, _ found: Digest, is digest: Digest) throws {
    guard found != digest else { return }
    throw InputError(
      path, "changed since the experiment was planned", remedy: "run the recipe again")
  }

  /// The model of an input folder, ready to answer.
  func respondent(_ role: String, _ device: String) throws -> ModelRespondent {
    try respondent(at: try input(role), device)
  }

  func respondent(at folder: URL, _ device: String) throws -> ModelRespondent {
    try ModelRespondent(
      try Checkpoint(directory: folder), source: folder.path,
      device: try Device.named(device))
  }
}
