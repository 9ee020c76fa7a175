public import Corpus
internal import Diagnostics
public import Foundation

/// A prompt that a probe is applied to.
public struct ProbePrompt: Sendable, Equatable {
  /// Ends with the user's turn.
  public var messages: [Message]
  /// `triggered`, `clean`, `near-miss`, or another name of a condition to compare with.
  public var condition: String
  /// The query, which its triggered and its clean prompt share; splits and intervals go by it.
  public var pair: String

  public static let triggered = "triggered"
  public static let clean = "clean"
  public static let lengthMatched = "length-matched"

  public init(_ messages: [Message], condition: String, pair: String) {
    self.messages = messages
    self.condition = condition
    self.pair = pair
  }
}

extension ProbePrompt: JSONLinesRow {
  /// `{"messages": […], "meta": {"condition", "pair"?, …}}`, as in a suite's prompts.jsonl. A row
  /// without a pair is a query of its own.
  ///
  /// - Throws: `InputError` for a row without messages or a condition.
  public init(_ row: JSONObject, origin: Origin) throws {
    guard case .messages(let messages) = try PromptRow(row, origin: origin).prompt else {
      throw origin.error(key: "messages", "not a list", expected: "a list of messages")
    }
    guard let condition = row["meta"]?.object?["condition"]?.string, !condition.isEmpty else {
      throw origin.error(
        key: "meta.condition", "missing", expected: "triggered, clean or near-miss")
    }
    self.init(
      messages, condition: condition,
      pair: row["meta"]?.object?["pair"]?.string ?? "line-\(origin.line)")
  }

  /// - Throws: `InputError` for a file that cannot be read, a row that does not fit, and a file
  ///   without a triggered or without a clean prompt.
  public static func read(_ file: URL) throws -> [ProbePrompt] {
    let prompts = try JSONLinesReader.rows(of: file, as: ProbePrompt.self).map(\.value)
    for condition in [triggered, clean]
    where !prompts.contains(where: { $0.condition == condition }) {
      throw InputError(
        file.path, key: "meta.condition", "no prompt is '\(condition)'",
        expected: "both triggered and clean prompts",
        remedy: "give a suite's prompts.jsonl")
    }
    return prompts
  }
}
