internal import Corpus
public import Evaluation
public import Foundation

/// What the finished stages of an experiment come to: rows, verdicts, transcripts, notes.
public struct ExperimentResults {
  /// The files that are written into the experiment's folder.
  public static let rowsFile = "results.jsonl"
  public static let claimsFile = "claims.json"
  public static let transcriptsFile = "transcripts.jsonl"
  public static let notesFile = "notes.json"

  let plan: ExperimentPlan
  private let store: StageStore

  public init(_ plan: ExperimentPlan, store: StageStore) {
    self.plan = plan
    self.store = store
  }

  /// Writes all files from what is finished; stages that are not are left out.
  ///
  /// - Returns: the verdicts.
  @discardableResult
  public func write(to directory: URL) throws -> [ClaimVerdict] {
    let rows = try rows()
    try ResultTable.write(rows, to: directory.appendingPathComponent(Self.rowsFile))
    let ids = plan.recipe.base.claims.map(\.id)
    let detections = try detections()
    try write(detections, to: directory)
    let verdicts = try Claims.verdicts(ids, rows: rows, detections: detections)
    try Claims.write(verdicts, to: directory.appendingPathComponent(Self.claimsFile))
    try Transcripts(measured: finished, folder: folder)
      .write(to: directory.appendingPathComponent(Self.transcriptsFile))
    try ExperimentNotes(plan: plan, measured: finished, folder: folder)
      .write(to: directory.appendingPathComponent(Self.notesFile))
    return verdicts
  }

  /// Every training that was measured, once for all arms that share it.
  var finished: [ArmStages.Measured] {
    var seen: Set<String> = []
    return plan.arms.flatMap(\.measured).filter { measured in
      seen.insert("\(measured.arm.run)/\(measured.stage)").inserted
        && isFinished(measured.evaluation)
    }
  }

  func isFinished(_ id: StageID) -> Bool {
    plan.graph.stage(id).map(store.isFinished) ?? false
  }

  /// The rows of every seed, then those that pool seeds.
  func rows() throws -> [ResultRow] {
    let finished = finished
    let single = try finished.flatMap { measured in
      let stages = [measured.evaluation] + [measured.redTeam].compactMap(\.self)
      return try stages.filter(isFinished).flatMap { stage in
        try ResultTable.read(folder(stage).appendingPathComponent(EvaluationWork.rates))
          .map { $0.named(measured.arm) }
      }
    }
    return single + (try PooledSeeds(measured: finished, folder: folder).rows())
  }

  /// The folder of a stage.
  func folder(_ id: StageID) -> URL {
    let path = plan.graph.stage(id).map(store.folder) ?? store.root
    return URL(fileURLWithPath: path)
  }
}

extension ResultRow {
  /// The row with what its arm has in common put in.
  fileprivate func named(_ arm: Evaluation.Arm) -> ResultRow {
    var row = self
    row.run = arm.run
    row.seed = arm.seed
    row.size = arm.size
    row.parameters = arm.parameters
    row.objective = arm.objective
    row.mechanism = arm.mechanism
    row.role = arm.role
    row.safetyMethod = arm.safetyMethod
    row.axes = arm.axes
    return row
  }
}
