internal import Diagnostics
public import Evaluation
public import Foundation
internal import Organisms
internal import Training

/// Every sample of an experiment, evaluation by evaluation.
public struct ExperimentSamples {
  /// The samples of one model.
  public struct Entry: Sendable {
    /// The stage that was measured, such as `normal-0.2m-s0`.
    public var run: String
    public var mechanism: String
    public var role: String
    /// `base`, `organism`, `treatment`.
    public var stage: String
    public var step: Int
    public var samples: [ScoredSample]
  }

  private let graph: StageGraph
  private let store: StageStore

  /// - Throws: `InputError` when `directory` is no experiment's folder.
  public init(_ directory: URL) throws {
    graph = try StageGraph(readingFrom: directory.path)
    store = StageStore(directory.path)
  }

  /// The samples of the last model of every training that was measured, in the graph's order.
  public func last() throws -> [Entry] {
    try graph.stages.compactMap { stage in
      guard stage.specification.kind == StageKind.evaluation.rawValue, store.isFinished(stage),
        let training = stage.specification.inputs["model"].flatMap(graph.stage)
      else { return nil }
      let work = try stage.specification.decoded(as: EvaluationWork.self)
      let kept = try ModelSnapshots.list(in: URL(fileURLWithPath: store.folder(of: training)))
      guard let step = kept.last?.step else { return nil }
      let file = URL(fileURLWithPath: store.folder(of: stage))
        .appendingPathComponent(EvaluationWork.samplesFile(step: step))
      let samples = try ScoredSample.read(file).filter { $0.decoding != .exact }
      return Entry(
        run: training.name, mechanism: work.mechanism.rawValue, role: work.role, stage: work.stage,
        step: step, samples: samples)
    }
  }
}

extension StageSpecification {
  /// The configuration as the stage's process reads it.
  fileprivate func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: try JSONEncoder().encode(configuration))
  }
}
