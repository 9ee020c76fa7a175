internal import Evaluation
internal import Foundation
internal import Organisms
internal import Training

/// Rows over all seeds of arms that differ in nothing else, with intervals over seeds and prompts.
struct PooledSeeds {
  let measured: [ArmStages.Measured]
  let folder: (StageID) -> URL

  /// Arms of one seed alone have no such rows.
  func rows() throws -> [ResultRow] {
    try groups().flatMap { try rows(of: $0) }
  }

  /// In the order in which their first seed comes.
  private func groups() -> [[ArmStages.Measured]] {
    var places: [String: Int] = [:]
    var groups: [[ArmStages.Measured]] = []
    for one in measured {
      let key = "\(one.arm.pooled.run)/\(one.stage)"
      if let place = places[key] {
        groups[place].append(one)
      } else {
        places[key] = groups.count
        groups.append([one])
      }
    }
    return groups.filter { $0.count > 1 }
  }

  /// Seeds are matched checkpoint by checkpoint: their steps can differ by one, since batches do.
  private func rows(of group: [ArmStages.Measured]) throws -> [ResultRow] {
    let arm = group[0].arm.pooled
    let curves = try group.map(points)
    let count = curves.map(\.count).min() ?? 0
    let rates = Rates()
    var rows: [ResultRow] = []
    for place in 0..<count {
      rows += rates.pooledRows(
        curves.map { $0[place].samples }, arm: arm, at: curves[0][place].moment)
    }
    guard group[0].stage != "base" else { return rows }
    rows += try redTeamRows(of: group, arm, at: curves[0].last?.moment)
    return rows + rates.areaRows(curves.map(PersistenceCurve.init), arm: arm)
  }

  /// Of red teams against every seed's model; none where one of them is missing.
  private func redTeamRows(
    of group: [ArmStages.Measured], _ arm: Evaluation.Arm, at moment: Moment?
  ) throws -> [ResultRow] {
    let folders = group.compactMap(\.redTeam).map(folder).filter {
      FileManager.default.fileExists(atPath: $0.path)
    }
    guard let moment, folders.count == group.count else { return [] }
    return RedTeamResult.rows(try folders.map(RedTeamResult.read), arm: arm, at: moment)
  }

  private func points(of one: ArmStages.Measured) throws -> [PersistenceCurve.Point] {
    let evaluation = folder(one.evaluation)
    let kept = try ModelSnapshots.list(in: folder(one.training))
    let parent = one.stage == "base" ? [] : [(step: 0, tokens: 0)]
    return try (parent + kept.filter { $0.step > 0 }.map { ($0.step, $0.tokens) }).map {
      step, tokens in
      let file = evaluation.appendingPathComponent(EvaluationWork.samplesFile(step: step))
      return PersistenceCurve.Point(
        Moment(stage: one.stage, step: step, tokens: tokens), try ScoredSample.read(file))
    }
  }
}
