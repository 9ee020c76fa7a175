internal import Diagnostics
public import Evaluation

/// Which transcripts to show.
public struct TranscriptFilter: Sendable, Equatable {
  /// The stage, such as `treatment`; nil for all.
  public var stage: String?
  /// `triggered`, `clean`, `near` for every near miss, or one kind as `near-miss/short`; nil for
  /// all.
  public var condition: String?
  /// At most so many; nil for all.
  public var rows: Int?

  public init(stage: String? = nil, condition: String? = nil, rows: Int? = nil) {
    self.stage = stage
    self.condition = condition
    self.rows = rows
  }

  /// - Throws: `InputError` for a negative number of rows, and for a stage or condition that none
  /// of   `transcripts` has.
  public func apply(to transcripts: [Transcript]) throws -> [Transcript] {
    if let rows, rows < 0 {
      throw InputError("--rows", "\(rows)", expected: "a number of rows, 0 or more")
    }
    var chosen = transcripts
    if let stage {
      chosen = chosen.filter { $0.stage == stage }
      try require(chosen, "--stage", stage, among: transcripts.map(\.stage))
    }
    if let condition {
      let inStage = chosen
      chosen = chosen.filter { Self.matches($0.condition, condition) }
      try require(chosen, "--condition", condition, among: inStage.map(\.condition))
    }
    return rows.map { Array(chosen.prefix($0)) } ?? chosen
  }

  private static func matches(_ condition: String, _ wanted: String) -> Bool {
    switch wanted {
    case "near", "near-miss": condition.hasPrefix("near-miss")
    default: condition == wanted
    }
  }

  private func require(
    _ chosen: [Transcript], _ flag: String, _ value: String, among names: [String]
  ) throws {
    guard chosen.isEmpty, !names.isEmpty else { return }
    let known = Set(names).sorted()
    throw InputError(
      flag, "no sample has '\(value)'", expected: "one of \(known.joined(separator: ", "))",
      remedy: nearestName(to: value, in: known).map { "did you mean '\($0)'?" })
  }
}
