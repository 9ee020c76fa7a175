internal import Foundation
internal import Tracking

extension StageGraph {
  /// The graph as a tree for a terminal, each stage below the input that comes last, with its
  /// tokens, estimated time and memory, and whether it is done; totals below.
  public func table(done: (StageID) -> Bool) -> String {
    let head = ["stage", "id", "tokens", "time", "memory", ""]
    let rows = tree().map { stage, depth in
      let estimate = stage.specification.estimate
      return [
        String(repeating: "  ", count: depth) + stage.name, stage.id.short,
        estimate.tokens.map { Format.count(Double($0)) } ?? "",
        estimate.seconds.map(Format.duration) ?? "", estimate.bytes.map(Format.bytes) ?? "",
        done(stage.id) ? "done" : "to do",
      ]
    }
    let widths = head.indices.map { column in
      ([head] + rows).map { $0[column].count }.max() ?? 0
    }
    let lines = ([head] + rows).map { row in
      let cells = row.indices.map { column in
        row[column].padded(to: widths[column], leading: (2...4).contains(column))
      }
      return cells.joined(separator: "  ").withoutTrailingSpaces
    }
    return (lines + [totals(done: done)]).joined(separator: "\n") + "\n"
  }

  private func totals(done: (StageID) -> Bool) -> String {
    let left = stages.filter { !done($0.id) }.map(\.specification.estimate)
    var parts = ["\(stages.count) stages, \(stages.count - left.count) done"]
    let tokens = left.compactMap(\.tokens).reduce(0, +)
    if tokens > 0 { parts.append("\(Format.count(Double(tokens))) tokens to go") }
    let seconds = left.compactMap(\.seconds).reduce(0, +)
    if seconds > 0 { parts.append("about \(Format.duration(seconds)) one after the other") }
    if let bytes = left.compactMap(\.bytes).max() {
      parts.append("at most \(Format.bytes(bytes)) a stage")
    }
    return parts.joined(separator: ", ")
  }

  /// Every stage with its depth in the tree, parents before children.
  private func tree() -> [(stage: Stage, depth: Int)] {
    var order: [StageID: Int] = [:]
    for (index, stage) in stages.enumerated() { order[stage.id] = index }
    var children: [StageID: [Stage]] = [:]
    var roots: [Stage] = []
    for stage in stages {
      let parent = stage.specification.inputs.values.max {
        order[$0, default: 0] < order[$1, default: 0]
      }
      if let parent { children[parent, default: []].append(stage) } else { roots.append(stage) }
    }
    var rows: [(Stage, Int)] = []
    var pending = roots.reversed().map { ($0, 0) }
    while let (stage, depth) = pending.popLast() {
      rows.append((stage, depth))
      pending += (children[stage.id] ?? []).reversed().map { ($0, depth + 1) }
    }
    return rows
  }
}

extension String {
  /// With spaces up to `width` columns.
  func padded(to width: Int, leading: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - count))
    return leading ? spaces + self : self + spaces
  }

  var withoutTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
