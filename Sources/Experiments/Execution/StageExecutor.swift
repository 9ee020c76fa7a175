internal import Diagnostics
internal import Foundation
public import Provenance

/// Does the stages of a graph that are not done, independent ones side by side, each as a process
/// of its own.
///
/// A stage that fails stops only what is made from it. Ctrl-C is handed on once, so that stages can
/// save, and waited for; a second one kills them. Nothing finished is touched, and work that is not
/// finished is kept for the next run.
public final class StageExecutor {
  /// The command line that does the stage whose description is in the file at `path`: a program's
  /// absolute path, then its arguments.
  public typealias Command = (_ path: String) -> [String]

  let graph: StageGraph
  let store: StageStore
  private let jobs: Int
  private let versions: Manifest.Versions
  private let command: Command
  private let display: any ExecutionDisplay
  private let endings = StageEndings()
  private var running: [StageID: RunningStage] = [:]
  private var scheduler: StageScheduler
  private let began = uptime()

  /// - Parameters:
  ///   - jobs: slots; a stage takes one a thread, at most all.
  ///   - versions: what computes the results, for their manifests.
  public init(
    _ graph: StageGraph, store: StageStore, jobs: Int, versions: Manifest.Versions,
    display: any ExecutionDisplay, command: @escaping Command
  ) {
    self.graph = graph
    self.store = store
    self.jobs = jobs
    self.versions = versions
    self.display = display
    self.command = command
    scheduler = StageScheduler(graph, finished: [], slots: jobs)
  }

  /// Works until nothing can be done any more.
  ///
  /// - Throws: `RunError` when a damaged stage cannot be moved aside, or one of another experiment
  ///   not be taken over.
  public func run() throws -> ExecutionOutcome {
    let finished = try intactStages()
    scheduler = StageScheduler(graph, finished: finished, slots: jobs)
    display.show(board())
    var stops = 0
    StopSignals.counting {
      while true {
        if stops == 0 { for stage in scheduler.start() { begin(stage) } }
        guard scheduler.isRunning else { break }
        for ended in endings.wait(seconds: 0.2) { end(ended, wasStopped: stops > 0) }
        let asked = StopSignals.count
        for count in stops..<max(stops, asked) { stop(count: count) }
        stops = asked
        for id in running.keys { running[id]?.observe() }
        display.show(board())
      }
    }
    let outcome = ExecutionOutcome(
      graph: graph, states: scheduler.states, wasInterrupted: stops > 0)
    display.end(board(), outcome)
    return outcome
  }

  /// The finished stages that are as they were written. Those that are not are moved aside, and
  /// those that other experiments have are taken over.
  private func intactStages() throws -> Set<StageID> {
    var intact: Set<StageID> = []
    for stage in graph.stages {
      guard store.exists(stage) else {
        if try store.borrow(stage) { intact.insert(stage.id) }
        continue
      }
      let damage = store.damage(of: stage)
      if damage.isEmpty {
        store.work(of: stage).remove()
        intact.insert(stage.id)
      } else {
        try store.moveAside(stage)
        display.note(
          "\(stage.name) was finished but is damaged and will be done again: "
            + damage.prefix(3).joined(separator: ", "))
      }
    }
    return intact
  }

  private func begin(_ stage: StageGraph.Stage) {
    let work = store.work(of: stage)
    do {
      try work.create()
      let lock = try WorkLock.wait(for: work)
      try work.prepare(StageDocument(stage, of: graph, store: store))
      let child = try ChildProcess(
        command: command(work.document), environment: environment(of: stage), log: work.log,
        lock: lock.file)
      running[stage.id] = RunningStage(child: child, work: work, began: uptime())
      endings.watch(child, of: stage, holding: lock)
    } catch {
      scheduler.end(stage, .failed(work.failure(of: error)))
    }
  }

  /// The environment of this process, with as many threads as the stage has.
  private func environment(of stage: StageGraph.Stage) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    for name in [
      "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
    ] {
      environment[name] = "\(stage.specification.threads)"
    }
    return environment
  }

  private func end(_ ended: StageEndings.Ended, wasStopped: Bool) {
    guard let stage = graph.stage(ended.stage), let last = running.removeValue(forKey: stage.id)
    else { return }
    let seconds = uptime() - last.began
    switch ended.ending {
    case .exit(0):
      scheduler.end(
        stage, commit(stage, seconds: seconds, peak: last.peakMemoryBytes ?? ended.peakMemoryBytes))
    case .exit(130) where wasStopped, .signal where wasStopped:
      scheduler.end(stage, .stopped)
    default:
      scheduler.end(stage, .failed(last.work.failure(of: ended.ending)))
    }
    withExtendedLifetime(ended.lock) {}
  }

  private func commit(_ stage: StageGraph.Stage, seconds: Double, peak: Int?) -> StageState {
    let work = store.work(of: stage)
    let history = ProgressRecord.history(in: work.progress)
    let cost = StageCost(
      seconds: history.earlierSeconds + seconds, peakMemoryBytes: peak,
      attempts: history.attempts)
    do {
      try store.commit(stage, of: graph, cost: cost, versions: versions)
      return .done(.now(seconds: seconds))
    } catch {
      return .failed(work.failure(of: error))
    }
  }

  private func stop(count: Int) {
    display.note(
      count == 0
        ? "stopping: running stages save what they have; once more to kill them"
        : "killing the running stages")
    for stage in running.values { stage.child.send(count == 0 ? SIGINT : SIGKILL) }
  }

  private func board() -> StageBoard {
    StageBoard(graph: graph, states: scheduler.states, slots: jobs, elapsed: uptime() - began) {
      id in
      running[id].map { ($0.progress, uptime() - $0.began) }
    }
  }
}

/// A stage's process and what is known of it.
private struct RunningStage {
  let child: ChildProcess
  let work: WorkFolder
  let began: Double
  private(set) var progress: ProgressRecord?
  private(set) var peakMemoryBytes: Int?

  init(child: ChildProcess, work: WorkFolder, began: Double) {
    self.child = child
    self.work = work
    self.began = began
  }

  mutating func observe() {
    progress = ProgressRecord.latest(in: work.progress) ?? progress
    peakMemoryBytes = child.peakMemoryBytes ?? peakMemoryBytes
  }
}

/// Seconds of a clock that only grows.
func uptime() -> Double {
  Double(DispatchTime.now().uptimeNanoseconds) / 1e9
}
