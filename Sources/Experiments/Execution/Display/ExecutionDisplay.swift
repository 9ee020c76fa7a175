/// Shows a run of stages.
public protocol ExecutionDisplay: AnyObject {
  /// Several times a second.
  func show(_ board: StageBoard)
  /// Something a person should know.
  func note(_ text: String)
  func end(_ board: StageBoard, _ outcome: ExecutionOutcome)
}

/// Shows nothing.
public final class SilentDisplay: ExecutionDisplay {
  public init() {}
  public func show(_ board: StageBoard) {}
  public func note(_ text: String) {}
  public func end(_ board: StageBoard, _ outcome: ExecutionOutcome) {}
}
