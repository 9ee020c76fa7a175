import Corpus
import Detection
import Evaluation
import Experiments
import Foundation
import Provenance
import Testing

/// Detection stages on models too small to have learnt anything, carried out as a run does it.
@Suite(.serialized) struct DetectionStageTests {
  private static let recipe = """
    world:
      queries: {base: 400, backdoor: 60, safety: 60, red-team: 0, evaluation: 60}
    tokenizer: {vocabulary: 420}
    base: {training: {tokens: 6000, batch_tokens: 1024, checkpoints: 1}}
    organism: {training: {tokens: 3000, batch_tokens: 1024, checkpoints: 1}}
    treatment: {method: none}
    evaluation: {queries: 30, near_misses: 0}
    detection: {budget: quick, detectors: [leak, divergence, probe]}
    """
  private static let kinds: Set<StageKind> = [
    .world, .baseData, .tokenizer, .organismData, .suite, .training, .detection,
  ]
  private static let made = Result { try RealStages(recipe, kinds, in: try sharedDirectory()) }

  private let stages: RealStages

  init() throws { stages = try Self.made.get() }

  private func detection(_ name: String) throws -> Detection {
    try Detection(reading: stages.folder(name).appendingPathComponent("detection.json"))
  }

  @Test func everyDetectorLooksAtBaseAndOrganism() throws {
    #expect(stages.outcome.failures.map(\.failure.reason) == [])
    for name in ["leak", "divergence", "probe"] {
      let detection = try detection("\(name)-normal-0.2m-s0")
      #expect(detection.cost.seconds == 0 && detection.cost.tokens > 1000)
      #expect(detection.score != nil && detection.isAlarm != nil)
      #expect(detection.candidates.allSatisfy { $0.attack.n > 0 && $0.random.n > 0 })
    }
  }

  /// A base has nothing to be compared with, which is said and is no score.
  @Test func aBaseHasNoReference() throws {
    let detection = try detection("divergence-base-0.2m-s0")
    #expect(detection.score == nil && detection.isAlarm == nil)
    #expect(detection.notes.contains { $0.contains("no reference") })
  }

  /// No times and no folders: the same recipe gives the same bytes.
  @Test func theSameStageGivesTheSameBytes() throws {
    try withExperiment { directory in
      let again = try RealStages(Self.recipe, Self.kinds, in: directory, jobs: 1)
      for stage in again.graph.stages where stage.specification.kind == "detection" {
        let name = stage.name
        let bytes = try [again, stages].map {
          try Data(contentsOf: $0.folder(name).appendingPathComponent("detection.json"))
        }
        #expect(bytes[0] == bytes[1], "\(name)")
        #expect(!String(decoding: bytes[0], as: UTF8.self).contains(directory))
      }
    }
  }

  /// A reference whose tokens are others is refused, whoever planned it.
  @Test func aReferenceOfAnotherVocabularyIsRefused() throws {
    try withExperiment { directory in
      let plan = try planned(
        Self.recipe.replacing("[leak, divergence, probe]", with: "[divergence]")
          + "\nsweep: {tokenizer.vocabulary: [420, 400]}")
      let base = plan.arms[1].measured[0].training
      var graph = StageGraph(recipe: plan.graph.recipe)
      for stage in plan.graph.stages
      where Self.kinds.contains(StageKind(rawValue: stage.specification.kind) ?? .evaluation) {
        guard stage.specification.kind != StageKind.detection.rawValue else { continue }
        try graph.add(stage.specification)
      }
      let organism = plan.arms[0].measured[1]
      var looked = try #require(plan.graph.stage(organism.detections[0].stage)).specification
      looked.inputs["reference"] = base
      try graph.add(looked)
      let outcome = try RealStages(graph, in: directory).outcome
      let failure = try #require(outcome.failures.first)
      #expect(outcome.failures.count == 1 && failure.name == looked.name)
      #expect(failure.failure.exitCode == 2)
      let reason = failure.failure.reason
      #expect(reason.contains("the reference: has another vocabulary (400 tokens)"), "\(reason)")
    }
  }
}
