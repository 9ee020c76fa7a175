/// One line at each stage's begin and end, for files and CI.
public final class PlainDisplay: ExecutionDisplay {
  private let write: (String) -> Void
  private var shown: [StageID: StageState] = [:]

  /// - Parameter write: puts text on a stream.
  public init(write: @escaping (String) -> Void) {
    self.write = write
  }

  public func show(_ board: StageBoard) {
    if shown.isEmpty {
      let done = board.count(\.isDone)
      write("\(board.rows.count) stages, \(done) done before\n")
    }
    for row in board.rows {
      let earlier = shown[row.stage.id]
      guard earlier != row.state else { continue }
      shown[row.stage.id] = row.state
      if earlier == nil && (row.state == .waiting || row.state == .done(.before)) { continue }
      write(StageLine.text(row.begun, nameWidth: 0, width: .max) + "\n")
    }
  }

  public func note(_ text: String) {
    write(text + "\n")
  }

  public func end(_ board: StageBoard, _ outcome: ExecutionOutcome) {
    show(board)
    for line in outcome.summary { write(line + "\n") }
  }
}

extension StageBoard.Row {
  /// The row as it is when its state changes: without what a running stage has reported since.
  fileprivate var begun: StageBoard.Row {
    var row = self
    row.progress = nil
    row.elapsed = 0
    return row
  }
}
