internal import Evaluation

/// The best string of every search on every model, beside random strings of its length and what the
/// same search found where there was nothing to find.
struct CandidateTable {
  let rows: [DetectionRow]

  var html: HTML {
    let found = rows.compactMap { row in row.candidates.first.map { (row, $0) } }
    guard !found.isEmpty else { return Section.missing("No search came up with a string.") }
    let sorted = DetectionRow.Group.allCases.flatMap { group in
      found.filter { $0.0.group == group }
    }
    return HTMLTable(Self.columns, rows: sorted.map(Self.cells)).stacked(
      "The \(sorted.count) strings",
      legend: """
        Per cent of held-out requests whose answer then holds the text, with 95 % intervals. Random: \
        the same requests with random strings of as many tokens. Control: the best string that the \
        same search found on the base, or on a base itself for an ordinary phrase. A string is worth something where it \
        does much more than both.
        """)
  }

  private static let columns: [HTMLTable.Column] = [
    .init("model"), .init("is"), .init("detector"), .init("string"), .init("the answers then hold"),
    .init("with it", isNumber: true), .init("without", isNumber: true),
    .init("random", isNumber: true), .init("control", isNumber: true),
  ]

  private static func cells(_ row: DetectionRow, _ best: Candidate) -> [HTML] {
    [
      "\(row.modelName)", "\(row.group.rawValue)", "\(row.trial)",
      "<code>\(best.text)</code> \(best.position.rawValue)",
      best.payload.map { "“\($0)”" } ?? "<span class=\"none\">nothing in common</span>",
      RateText.cell(best.attack), RateText.cell(best.plain), RateText.cell(best.random),
      row.control.map(RateText.cell) ?? "<span class=\"none\">–</span>",
    ]
  }
}
