internal import Tracking

/// Where an experiment's folder stands, from its files alone.
public struct StatusReport: Sendable {
  public struct Entry: Sendable, Equatable {
    public enum State: Sendable, Equatable {
      /// With what it took, where that is known.
      case done(StageCost?)
      /// A process works on it now.
      case running
      /// The last attempt failed.
      case failed(StageFailure)
      /// Begun, then stopped.
      case stopped
      case waiting
    }

    public var stage: StageGraph.Stage
    public var state: State
    var progress: ProgressRecord?
  }

  public var recipe: String
  public var entries: [Entry]

  /// - Throws: `InputError` when `directory` is not the folder of an experiment.
  public init(_ directory: String) throws {
    let graph = try StageGraph(readingFrom: directory)
    let store = StageStore(directory)
    recipe = graph.recipe
    entries = graph.stages.map { stage in
      let work = store.work(of: stage)
      let state = Self.state(of: stage, in: store, work)
      let progress = state == .running ? ProgressRecord.latest(in: work.progress) : nil
      return Entry(stage: stage, state: state, progress: progress)
    }
  }

  private static func state(
    of stage: StageGraph.Stage, in store: StageStore, _ work: WorkFolder
  ) -> Entry.State {
    if store.isFinished(stage) { return .done(store.cost(of: stage)) }
    guard work.exists else { return .waiting }
    if WorkLock.isHeld(work) { return .running }
    return work.notedFailure.map { .failed($0) } ?? .stopped
  }

  /// A line a stage and a line of totals.
  public func text(width: Int = 100) -> String {
    let longest = entries.map(\.stage.name.count).max() ?? 0
    let nameWidth = min(longest, max(8, width / 2))
    let lines = entries.map { StageLine.text($0.row, nameWidth: nameWidth, width: width) }
    func count(_ isOne: (Entry.State) -> Bool) -> Int { entries.filter { isOne($0.state) }.count }
    let counts = [
      (count { if case .done = $0 { true } else { false } }, "done"),
      (count { $0 == .running }, "running"),
      (count { if case .failed = $0 { true } else { false } }, "failed"),
      (count { $0 == .stopped }, "stopped"), (count { $0 == .waiting }, "waiting"),
    ]
    let totals = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return (lines + ["\(recipe): \(totals.isEmpty ? "no stages" : totals)"])
      .joined(separator: "\n") + "\n"
  }
}

extension StatusReport.Entry {
  fileprivate var row: StageBoard.Row {
    let shown: StageState =
      switch state {
      case .done(let cost): .done(cost.map { .now(seconds: $0.seconds) } ?? .before)
      case .running: .running
      case .failed(let failure): .failed(failure)
      case .stopped: .stopped
      case .waiting: .waiting
      }
    return StageBoard.Row(
      stage: stage, state: shown, progress: progress, elapsed: progress?.elapsed ?? 0)
  }
}
