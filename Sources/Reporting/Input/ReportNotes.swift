internal import Corpus

/// `notes.json`: what the run has to say about itself.
struct ReportNotes: Sendable, Equatable {
  /// Rows of data that a filter refused.
  struct Rejects: Sendable, Equatable {
    var run: String
    var reason: String
    var count: Int
  }

  var warnings: [String] = []
  var rejects: [Rejects] = []
  /// Whether the data made the trigger sharp, in words.
  var sharpness: String?

  init() {}

  init(_ value: JSONValue) {
    let object = value.object ?? [:]
    warnings = object["warnings"]?.array?.compactMap(\.string) ?? []
    sharpness = object["sharpness"]?.string
    rejects = (object["filter"]?.array ?? []).compactMap(\.object).map { row in
      Rejects(
        run: row["run"]?.string ?? "", reason: row["reason"]?.string ?? "",
        count: row["count"]?.integer ?? 0)
    }
  }
}
