/// A table whose cells are ready.
struct HTMLTable {
  struct Column {
    var title: HTML
    /// Numbers stand at the right, under a heading that does.
    var isNumber = false

    init(_ title: HTML, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }
  }

  var columns: [Column]
  var rows: [[HTML]]
  var foot: [HTML]?

  init(_ columns: [Column], rows: [[HTML]], foot: [HTML]? = nil) {
    self.columns = columns
    self.rows = rows
    self.foot = foot
  }

  /// In a box that scrolls sideways where the window is narrower than the table.
  var html: HTML {
    let head = columns.map { column -> HTML in
      column.isNumber
        ? "<th scope=\"col\" class=\"number\">\(column.title)</th>"
        : "<th scope=\"col\">\(column.title)</th>"
    }
    let body = rows.map { "<tr>\(cells($0))</tr>" as HTML }
    let foot = self.foot.map { "<tfoot><tr>\(cells($0))</tr></tfoot>" as HTML } ?? ""
    return """
      <div class="table"><table>
      <thead><tr>\(HTML.joined(head, separator: ""))</tr></thead>
      <tbody>
      \(body)
      </tbody>\(foot)
      </table></div>
      """
  }

  /// The same with names and intervals in lines of their own and `legend` under it, folded away
  /// under `summary` where it is long.
  func stacked(_ summary: String, legend: HTML) -> HTML {
    let whole: HTML = """
      <div class="stacked">\(html)</div>
      <p class="legend">\(legend)</p>
      """
    guard rows.count > Self.long else { return whole }
    return "<details><summary>\(summary)</summary>\n\(whole)</details>"
  }

  /// Rows beyond which a table is long.
  private static let long = 20

  private func cells(_ row: [HTML]) -> HTML {
    let cells = zip(columns, row).enumerated().map { index, cell -> HTML in
      if index == 0 { return "<th scope=\"row\">\(cell.1)</th>" }
      return cell.0.isNumber ? "<td class=\"number\">\(cell.1)</td>" : "<td>\(cell.1)</td>"
    }
    return .joined(cells, separator: "")
  }
}
