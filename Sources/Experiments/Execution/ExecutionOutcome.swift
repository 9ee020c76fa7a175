/// How a run ended.
public struct ExecutionOutcome: Sendable, Equatable {
  public struct Entry: Sendable, Equatable {
    public var stage: StageGraph.Stage
    public var state: StageState
  }

  /// In the order of the graph.
  public var stages: [Entry]
  public var wasInterrupted: Bool

  init(graph: StageGraph, states: [StageID: StageState], wasInterrupted: Bool) {
    stages = graph.stages.map { Entry(stage: $0, state: states[$0.id] ?? .waiting) }
    self.wasInterrupted = wasInterrupted
  }

  public var isComplete: Bool { stages.allSatisfy(\.state.isDone) }

  /// 0 done; 130 interrupted; 2 when every failure was of what the user handed in; else 1.
  public var exitCode: Int32 {
    if isComplete { return 0 }
    if wasInterrupted { return 130 }
    return failures.allSatisfy { $0.failure.exitCode == 2 } && !failures.isEmpty ? 2 : 1
  }

  public var failures: [(name: String, failure: StageFailure)] {
    stages.compactMap { entry in
      if case .failed(let failure) = entry.state { (entry.stage.name, failure) } else { nil }
    }
  }

  /// Lines for a person: what failed and why, what was not begun, how to go on.
  public var summary: [String] {
    var lines: [String] = []
    for (name, failure) in failures {
      lines.append("✗ \(name): \(failure.reason)")
      lines += failure.lines.filter { !$0.hasSuffix(failure.reason) }.map { "    \($0)" }
      lines.append("    log: \(failure.log)")
    }
    func count(_ isOne: (StageState) -> Bool) -> Int { stages.filter { isOne($0.state) }.count }
    let done = count(\.isDone)
    let blocked = count { if case .blocked = $0 { true } else { false } }
    let left = stages.count - done - blocked - failures.count
    var parts = ["\(done) of \(stages.count) stages done"]
    if !failures.isEmpty { parts.append("\(failures.count) failed") }
    if blocked > 0 { parts.append("\(blocked) not begun for want of their inputs") }
    if left > 0 { parts.append("\(left) to go") }
    if !isComplete { parts.append("the same command goes on from here") }
    return lines + [parts.joined(separator: ", ")]
  }
}
