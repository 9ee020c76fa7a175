/// Which stage is to be done next. Of those whose inputs are done, the one goes first behind which
/// the most estimated time waits; equal ones in the order of the graph.
struct StageScheduler {
  private let graph: StageGraph
  private let slots: Int
  private let urgency: [StageID: Double]
  private(set) var states: [StageID: StageState] = [:]

  /// - Parameters:
  ///   - finished: stages that need not be done.
  ///   - slots: how many threads may work at a time.
  init(_ graph: StageGraph, finished: Set<StageID>, slots: Int) {
    self.graph = graph
    self.slots = max(1, slots)
    for stage in graph.stages {
      states[stage.id] = finished.contains(stage.id) ? .done(.before) : .waiting
    }
    urgency = Self.chains(graph) { $0.specification.estimate.seconds ?? 0 }
  }

  /// The slots that a stage takes: one a thread, at most all.
  func slots(of stage: StageGraph.Stage) -> Int { min(stage.specification.threads, slots) }

  /// Marks stages as running and returns them, as many as there is room for.
  mutating func start() -> [StageGraph.Stage] {
    var free = slots
    for stage in graph.stages where states[stage.id] == .running { free -= slots(of: stage) }
    let order = ready.enumerated().sorted { a, b in
      let (x, y) = (urgency[a.element.id, default: 0], urgency[b.element.id, default: 0])
      return x == y ? a.offset < b.offset : x > y
    }
    var started: [StageGraph.Stage] = []
    for (_, stage) in order where slots(of: stage) <= free {
      free -= slots(of: stage)
      states[stage.id] = .running
      started.append(stage)
    }
    return started
  }

  /// Notes how a running stage ended; after a failure, what is made from it is blocked.
  mutating func end(_ stage: StageGraph.Stage, _ state: StageState) {
    states[stage.id] = state
    guard case .failed = state else { return }
    for other in graph.stages where states[other.id] == .waiting {
      let inputs = other.specification.inputs.values
      let isBlocked = inputs.contains { id in
        if id == stage.id { return true }
        if case .blocked(by: stage.name) = states[id] { return true }
        return false
      }
      if isBlocked { states[other.id] = .blocked(by: stage.name) }
    }
  }

  var isRunning: Bool { states.values.contains(.running) }

  private var ready: [StageGraph.Stage] {
    graph.stages.filter { stage in
      states[stage.id] == .waiting
        && stage.specification.inputs.values.allSatisfy { states[$0]?.isDone == true }
    }
  }

  /// For each stage the longest chain of `seconds` that begins with it.
  static func chains(
    _ graph: StageGraph, seconds: (StageGraph.Stage) -> Double
  ) -> [StageID: Double] {
    var after: [StageID: Double] = [:]
    var chains: [StageID: Double] = [:]
    for stage in graph.stages.reversed() {
      let chain = seconds(stage) + after[stage.id, default: 0]
      chains[stage.id] = chain
      for input in stage.specification.inputs.values {
        after[input] = max(after[input, default: 0], chain)
      }
    }
    return chains
  }
}
