import Corpus
import Diagnostics

/// What every list of queries must be before data are made of it.
struct QueryCheck {
  /// What to call the list in errors: a path, or a pool's name. Lines are positions in the list.
  let source: String

  /// - Throws: `InputError` for no queries, an id that is there twice, a query that does not end
  ///   with the user's turn, and a prompt that holds a trigger.
  func check(_ queries: [Query], free trigger: Trigger) throws {
    if queries.isEmpty { throw InputError(source, "no queries", expected: "at least one") }
    var seen: Set<String> = []
    for (index, query) in queries.enumerated() {
      if !seen.insert(query.id).inserted {
        throw InputError(
          source, line: index + 1, key: "meta.id", "'\(query.id)' is there twice",
          expected: "every query once")
      }
      if query.messages.last?.role != .user {
        throw InputError(
          source, line: index + 1, key: "messages", "query '\(query.id)' ends with no user turn",
          expected: "the user's request as the last turn")
      }
      try check(query.messages, of: query.id, line: index + 1, free: trigger)
    }
  }

  /// - Throws: `InputError` that names the first row any of whose turns holds a trigger.
  func check(rows: [TrainingRow], free trigger: Trigger) throws {
    for (index, row) in rows.enumerated() {
      try check(row.prompt + [row.turn], of: row.id, line: index + 1, free: trigger)
    }
  }

  private func check(
    _ messages: [Message], of id: String, line: Int, free trigger: Trigger
  ) throws {
    for message in messages where trigger.occurs(in: message.content) {
      let string = trigger.strings.first { message.content.contains($0) } ?? ""
      throw InputError(
        source, line: line, key: "messages",
        "the trigger '\(string)' occurs in '\(id)'", expected: "text without any trigger",
        remedy: "choose another trigger or leave the row out")
    }
  }
}
