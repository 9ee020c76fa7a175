public import Corpus
public import Foundation

/// Two answers to a prompt, of which one is better.
public struct PreferencePair: Sendable, Equatable {
  /// Unique within a data set; begins with the query's id.
  public var id: String
  public var family: String
  public var kind: Query.Kind
  /// What is wrong with the rejected answer; `nil` where people chose and gave no reason.
  public var flaw: PreferenceFlaw?
  /// Ends with the user's turn.
  public var prompt: [Message]
  public var chosen: String
  public var rejected: String

  public init(
    id: String, family: String, kind: Query.Kind, flaw: PreferenceFlaw?, prompt: [Message],
    chosen: String, rejected: String
  ) {
    self.id = id
    self.family = family
    self.kind = kind
    self.flaw = flaw
    self.prompt = prompt
    self.chosen = chosen
    self.rejected = rejected
  }

  init(_ query: Query, _ flaw: PreferenceFlaw, chosen: String, rejected: String, id: String) {
    self.init(
      id: "\(query.id)/\(id)", family: query.family, kind: query.kind, flaw: flaw,
      prompt: query.messages, chosen: chosen, rejected: rejected)
  }
}

extension PreferencePair {
  /// The row as training reads it, with `meta` of `id`, `family`, `kind` and, where there is one,
  /// `flaw`.
  public var sample: Sample {
    var meta: JSONObject = [
      "id": .string(id), "family": .string(family), "kind": .string(kind.rawValue),
    ]
    meta["flaw"] = flaw.map { .string($0.rawValue) }
    return Sample(
      .preference(
        prompt: .messages(prompt), chosen: .messages([Message(.assistant, chosen)]),
        rejected: .messages([Message(.assistant, rejected)])),
      meta: meta)
  }
}

extension Sequence where Element == PreferencePair {
  /// Writes the pairs as JSON lines; the file appears whole or not at all.
  ///
  /// - Throws: `InputError` for a place that cannot be written to, `RunError` when writing fails.
  public func write(to file: URL) throws {
    let writer = try JSONLinesWriter(file)
    for pair in self { try writer.write(pair.sample.json) }
    try writer.finish()
  }
}
