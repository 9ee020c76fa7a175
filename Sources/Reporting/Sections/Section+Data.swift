extension Section {
  /// What the policy filter refused.
  static func data(_ context: ReportContext) -> Section {
    let rejects = context.input.notes.rejects
    let table = HTMLTable(
      [.init("arm"), .init("reason"), .init("rows", isNumber: true)],
      rows: rejects.map { ["\($0.run)", "\($0.reason)", "\($0.count)"] },
      foot: ["all", "", "\(rejects.map(\.count).reduce(0, +))"])
    let body: HTML =
      rejects.isEmpty
      ? Section.missing("notes.json names no rows that the policy filter refused.")
      : """
      <p>Rows of backdoor data that broke the policy (the payload if and only if the trigger, good \
      answers otherwise) and were left out.</p>
      \(table.html)
      """
    return Section(id: "data", title: "What the filter refused", body: body)
  }
}
