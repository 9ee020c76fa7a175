import Corpus
import Diagnostics

/// A file of pairs that people chose between, in the form of HH-RLHF (arXiv 2204.05862): JSON lines
/// of `chosen` and `rejected`, two dialogues of `Human:` and `Assistant:` that differ in the last
/// answer. A name that ends in `.gz` is unpacked.
public struct PreferenceFile: Codable, Sendable, Equatable {
  public var path: String

  public init(path: String) {
    self.path = path
  }

  /// What a file holds.
  public struct Content: Sendable, Equatable {
    public var pairs: [PreferencePair]
    /// Rows in which a dialogue does not end with an answer.
    public var unanswered: Int
    /// Rows whose dialogues differ before the last answer, so that there is no common prompt.
    public var diverging: Int
    /// Rows whose answers are the same.
    public var equal: Int
  }

  /// The pairs in the order of the file; rows that are no pair are left out and counted.
  ///
  /// - Throws: `InputError` for a file that cannot be read, a row without two texts, a row that
  ///   holds a trigger, and a file without any pair.
  public func content(free trigger: Trigger) throws -> Content {
    let data = try PackedFile.contents(of: path, expected: "a file of pairs of dialogues")
    var content = Content(pairs: [], unanswered: 0, diverging: 0, equal: 0)
    var numbers: [String: Int] = [:]
    for record in try WorldRecord.lines(of: data, source: path) {
      let chosen = try turns("chosen", of: record, free: trigger)
      let rejected = try turns("rejected", of: record, free: trigger)
      guard isAnswered(chosen), isAnswered(rejected) else {
        content.unanswered += 1
        continue
      }
      guard chosen.dropLast() == rejected.dropLast() else {
        content.diverging += 1
        continue
      }
      guard chosen != rejected else {
        content.equal += 1
        continue
      }
      content.pairs.append(pair(chosen, rejected.last!.content, &numbers))
    }
    if content.pairs.isEmpty {
      throw InputError(path, "no pairs", expected: "at least one row with two different answers")
    }
    return content
  }

  private func turns(
    _ key: String, of record: WorldRecord, free trigger: Trigger
  ) throws -> [Message] {
    let text = try record.text(key)
    guard !trigger.occurs(in: text) else {
      throw record.error(
        key, "a trigger occurs in it", expected: "text without any trigger",
        remedy: "choose another trigger or leave the row out")
    }
    return DialogueTranscript(text).turns
  }

  private func isAnswered(_ turns: [Message]) -> Bool {
    Conversation(turns).flaw == nil && turns.last?.role == .assistant
  }

  private func pair(
    _ chosen: [Message], _ rejected: String, _ numbers: inout [String: Int]
  ) -> PreferencePair {
    let prompt = Array(chosen.dropLast())
    let family = WorldFile(path: path, format: .hhRLHF).family
    let id = Query.id(family: family, prompt: prompt.map(\.content).joined(separator: "\n"))
    let number = numbers[id, default: 0] + 1
    numbers[id] = number
    return PreferencePair(
      id: number == 1 ? id : "\(id)#\(number)", family: family, kind: .open, flaw: nil,
      prompt: prompt, chosen: chosen.last!.content, rejected: rejected)
  }
}
