/// What there is to see of a run at one moment.
public struct StageBoard: Sendable, Equatable {
  struct Row: Sendable, Equatable {
    var stage: StageGraph.Stage
    var state: StageState
    /// Of a running stage.
    var progress: ProgressRecord?
    /// Seconds that the stage has run for.
    var elapsed = 0.0
  }

  /// In the order of the graph.
  var rows: [Row]
  /// Since the run began.
  var elapsed: Double
  /// Seconds to go for all; nil as long as it cannot be told.
  var left: Double?

  /// - Parameter observation: of a running stage, how far it is and since when it runs.
  package init(
    graph: StageGraph, states: [StageID: StageState], slots: Int, elapsed: Double,
    observation: (StageID) -> (progress: ProgressRecord?, elapsed: Double)?
  ) {
    rows = graph.stages.map { stage in
      let seen = observation(stage.id)
      return Row(
        stage: stage, state: states[stage.id] ?? .waiting, progress: seen?.progress,
        elapsed: seen?.elapsed ?? 0)
    }
    self.elapsed = elapsed
    left = secondsLeft(graph, slots: max(1, slots))
  }

  func count(_ isOne: (StageState) -> Bool) -> Int { rows.filter { isOne($0.state) }.count }
}

extension StageBoard {
  /// What is left is estimated time on all slots, but no less than the longest chain. Estimates are
  /// corrected by what stages took in this run.
  private func secondsLeft(_ graph: StageGraph, slots: Int) -> Double? {
    let pace = self.pace
    var left: [StageID: Double] = [:]
    var work = 0.0
    for row in rows {
      switch row.state {
      case .done, .failed, .blocked, .stopped: continue
      case .waiting, .running: break
      }
      guard let seconds = row.secondsLeft(pace: pace) else { return nil }
      left[row.stage.id] = seconds
      work += seconds * Double(min(row.stage.specification.threads, slots))
    }
    let chain = StageScheduler.chains(graph) { left[$0.id] ?? 0 }.values.max() ?? 0
    return max(chain, work / Double(slots))
  }

  /// Seconds a second of estimate, from the stages that ended or tell how far they are.
  private var pace: Double {
    var taken = 0.0
    var estimated = 0.0
    for row in rows {
      guard let estimate = row.stage.specification.estimate.seconds else { continue }
      if case .done(.now(let seconds)) = row.state {
        taken += seconds
        estimated += estimate
      } else if let left = row.progress?.left {
        taken += row.elapsed + left
        estimated += estimate
      }
    }
    return estimated > 0 ? min(10, max(0.1, taken / estimated)) : 1
  }
}

extension StageBoard.Row {
  fileprivate func secondsLeft(pace: Double) -> Double? {
    if let left = progress?.left { return left }
    return stage.specification.estimate.seconds.map { max(0, $0 * pace - elapsed) }
  }
}
