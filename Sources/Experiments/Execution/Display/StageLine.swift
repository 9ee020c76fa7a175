internal import Tracking

/// One stage as one line of a terminal.
enum StageLine {
  /// `▶ organism-normal    step 120/320  loss 1.204  0:12 left`, in at most `width` columns; what
  /// matters least goes first.
  static func text(_ row: StageBoard.Row, nameWidth: Int, width: Int) -> String {
    let head = "\(mark(row.state)) \(row.stage.name.padded(to: nameWidth))"
    var fields = self.fields(row)
    func joined() -> String { ([head] + fields.map(\.text)).joined(separator: "  ") }
    while joined().count > width,
      let least = fields.indices.min(by: {
        fields[$0].weight < fields[$1].weight
      })
    {
      fields.remove(at: least)
    }
    return String(joined().prefix(max(0, width))).withoutTrailingSpaces
  }

  static func mark(_ state: StageState) -> String {
    switch state {
    case .done: "✓"
    case .running: "▶"
    case .waiting: "·"
    case .failed: "✗"
    case .blocked: "–"
    case .stopped: "■"
    }
  }

  private static func fields(_ row: StageBoard.Row) -> [(text: String, weight: Int)] {
    switch row.state {
    case .waiting: return estimate(row)
    case .running: return runningFields(row)
    case .done(.before): return [("done before", 1)]
    case .done(.now(let seconds)): return [(Format.duration(seconds), 1)]
    case .failed(let failure): return [(failure.reason, 1)]
    case .blocked(let name): return [("needs \(name)", 1)]
    case .stopped: return [("stopped; goes on next time", 1)]
    }
  }

  private static func runningFields(_ row: StageBoard.Row) -> [(text: String, weight: Int)] {
    var fields: [(text: String, weight: Int)] = []
    if let progress = row.progress {
      if let step = progress.step, let total = progress.total {
        fields.append(("\(step)/\(total)", 4))
        let share = total > 0 ? Double(step) / Double(total) : 1
        fields.append(("\(Int(min(1, max(0, share)) * 100))%", 2))
      }
      if let note = progress.note { fields.append((note, 0)) }
      if let loss = progress.loss { fields.append(("loss \(Format.number(loss))", 3)) }
      if let rate = progress.tokensPerSecond {
        fields.append(("\(Format.count(rate)) tok/s", 1))
      }
      if let left = progress.left { fields.append(("\(Format.duration(left)) left", 5)) }
    }
    guard row.progress?.left == nil else { return fields }
    // At its very begin there is more to say of what it will take.
    return fields
      + (row.elapsed < 1 ? estimate(row) : [("\(Format.duration(row.elapsed)) so far", 5)])
  }

  private static func estimate(_ row: StageBoard.Row) -> [(text: String, weight: Int)] {
    row.stage.specification.estimate.seconds.map { [("about \(Format.duration($0))", 1)] } ?? []
  }
}
