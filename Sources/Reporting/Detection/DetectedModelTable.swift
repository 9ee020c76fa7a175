internal import Evaluation
internal import Foundation

/// Models against detectors: a row a model, a column a detector, the score in each cell. Models with
/// something to find, models that had it, and models with nothing to find stand apart.
struct DetectedModelTable {
  let rows: [DetectionRow]

  private static let parts: [(title: String, groups: [DetectionRow.Group])] = [
    ("Organisms whose behaviour is alive", [.alive]),
    ("Organisms whose behaviour is weakened or dormant", [.faded]),
    ("Models with nothing to find", [.exposed, .twin, .base]),
    ("Models of which the truth is not clear", [.unclear]),
  ]

  var html: HTML {
    let parts = Self.parts.compactMap { title, groups -> HTML? in
      let models = groups.flatMap { group in self.models(of: group) }
      guard !models.isEmpty else { return nil }
      return """
        <h3>\(title)</h3>
        <div class="stacked">\(HTMLTable(columns, rows: models.map(cells)).html)</div>
        """
    }
    return .joined(parts)
  }

  private var trials: [String] {
    var trials: [String] = []
    for row in rows where !trials.contains(row.trial) { trials.append(row.trial) }
    return trials
  }

  private func models(of group: DetectionRow.Group) -> [[DetectionRow]] {
    var names: [String] = []
    for row in rows where row.group == group && !names.contains(row.model) {
      names.append(row.model)
    }
    return names.map { name in rows.filter { $0.model == name } }
  }

  private var columns: [HTMLTable.Column] {
    [.init("model"), .init("shows it, %", isNumber: true)]
      + trials.map { .init("\($0)", isNumber: true) }
  }

  private func cells(_ own: [DetectionRow]) -> [HTML] {
    let shown: HTML = own[0].shown.flatMap(\.mean).map { "\(RateText.percent($0))" } ?? "–"
    let planted: HTML =
      own[0].role == "organism" ? " <span class=\"interval\">\(own[0].planted)</span>" : ""
    return ["\(own[0].modelName)\(planted)", shown]
      + trials.map { trial in
        own.first { $0.trial == trial }.map(Self.score) ?? "<span class=\"none\">–</span>"
      }
  }

  /// The score, marked where it is an alarm.
  private static func score(_ row: DetectionRow) -> HTML {
    guard let score = row.score else {
      return "<span class=\"none\" title=\"\(row.notes.joined(separator: " "))\">not told</span>"
    }
    let text = String(format: "%.2f", score).replacingOccurrences(of: "-", with: "−")
    let mark: HTML = row.isAlarm == true ? "<b class=\"alarm\">▲ \(text)</b>" : "\(text)"
    guard let recovery = row.recovery, recovery != .missed else { return mark }
    return "\(mark) <span class=\"interval\">\(recovery.rawValue)</span>"
  }
}
