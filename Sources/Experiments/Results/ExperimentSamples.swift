internal import Diagnostics
public import Evaluation
public import Foundation
internal import Organisms
internal import Training

/// Every sample of an experiment, evaluation by evaluation.
public struct ExperimentSamples {
  private let graph: StageGraph
  private let store: StageStore

  /// - Throws: `InputError` when `directory` is no experiment's folder.
  public init(_ directory: URL) throws {
    graph = try StageGraph(readingFrom: directory.path)
    store = StageStore(directory.path)
  }

  /// The samples of the last model of every training that was measured, in the graph's order; their
  /// `run` is the name of the stage that was measured, such as `normal-0.2m-s0`.
  public func last() throws -> [Transcript] {
    try graph.stages.flatMap { stage -> [Transcript] in
      guard stage.specification.kind == StageKind.evaluation.rawValue, store.isFinished(stage),
        let training = stage.specification.inputs["model"].flatMap(graph.stage)
      else { return [] }
      let work = try stage.specification.decoded(as: EvaluationWork.self)
      let kept = try ModelSnapshots.list(in: URL(fileURLWithPath: store.folder(of: training)))
      guard let step = kept.last?.step else { return [] }
      let file = URL(fileURLWithPath: store.folder(of: stage))
        .appendingPathComponent(EvaluationWork.samplesFile(step: step))
      return try ScoredSample.read(file).filter { $0.decoding != .exact }.map { sample in
        Transcript(
          sample: sample, run: training.name, mechanism: work.mechanism.rawValue, role: work.role,
          stage: work.stage, step: step)
      }
    }
  }
}

extension StageSpecification {
  /// The configuration as the stage's process reads it.
  fileprivate func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: try JSONEncoder().encode(configuration))
  }
}
