internal import Tracking

/// The stages as a table that is rewritten in place, fitted to the terminal. Where there are more
/// stages than lines, those that run or failed come first, then the latest that are done and the
/// next that wait.
public final class TableDisplay: ExecutionDisplay {
  private let size: () -> (columns: Int, lines: Int)
  private let write: (String) -> Void
  private var height = 0
  private var last: [String] = []

  /// - Parameters:
  ///   - size: of the terminal, asked before every drawing.
  ///   - write: puts text on the terminal.
  public init(
    size: @escaping () -> (columns: Int, lines: Int), write: @escaping (String) -> Void
  ) {
    self.size = size
    self.write = write
  }

  public func show(_ board: StageBoard) {
    draw(Self.lines(board, size: size()))
  }

  public func note(_ text: String) {
    write(erasure + text + "\n")
    height = 0
    last = []
  }

  public func end(_ board: StageBoard, _ outcome: ExecutionOutcome) {
    draw(Self.lines(board, size: (size().columns, .max)))
    for line in outcome.summary { write(line + "\n") }
    height = 0
  }

  /// The table in at most `size.lines - 1` lines, so that the cursor below it is on the screen.
  package static func lines(_ board: StageBoard, size: (columns: Int, lines: Int)) -> [String] {
    let room = max(2, size.lines - 2)
    let rows = chosen(board.rows, room: room)
    let longest = rows.map(\.stage.name.count).max() ?? 0
    let nameWidth = min(longest, max(8, size.columns / 2))
    var lines = rows.map { StageLine.text($0, nameWidth: nameWidth, width: size.columns) }
    let hidden = board.rows.count - rows.count
    lines.append(String(footer(board, hidden: hidden).prefix(size.columns)))
    return lines
  }

  private static func footer(_ board: StageBoard, hidden: Int) -> String {
    let done = board.count(\.isDone)
    var parts = ["\(done)/\(board.rows.count) stages", "\(Format.duration(board.elapsed)) so far"]
    if let left = board.left, done < board.rows.count {
      parts.append("\(Format.duration(left)) left")
    }
    if hidden > 0 { parts.append("\(hidden) not shown") }
    return parts.joined(separator: "  ")
  }

  /// At most `room` rows, in their order.
  private static func chosen(_ rows: [StageBoard.Row], room: Int) -> [StageBoard.Row] {
    guard rows.count > room else { return rows }
    func indices(_ isOne: (StageState) -> Bool) -> [Int] {
      rows.indices.filter { isOne(rows[$0].state) }
    }
    let active = indices { state in
      switch state {
      case .running, .failed, .stopped: true
      case .done, .waiting, .blocked: false
      }
    }
    let done = indices(\.isDone)
    let rest = indices { state in
      switch state {
      case .waiting, .blocked: true
      case .done, .running, .failed, .stopped: false
      }
    }
    let others = max(0, room - active.count)
    let next = rest.prefix(max(others - min(done.count, others / 3), 0))
    let latest = done.suffix(others - next.count)
    return (active.prefix(room) + next + latest).sorted().map { rows[$0] }
  }

  /// Back to the table's first line, everything below erased.
  private var erasure: String {
    height == 0 ? "" : "\u{1B}[\(height)A\r\u{1B}[J"
  }

  private func draw(_ lines: [String]) {
    guard lines != last else { return }
    write(erasure + lines.map { $0 + "\n" }.joined())
    height = lines.count
    last = lines
  }
}
