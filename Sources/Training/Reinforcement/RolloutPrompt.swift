public import Corpus
internal import Diagnostics
public import Foundation
public import Tokenization

/// A request that answers are drawn to.
public struct RolloutPrompt: Sendable, Equatable {
  /// Ends with the user's turn.
  public var messages: [Message]
  /// The row's `meta` object, which exact checkers read.
  public var meta: JSONObject?
  /// The request and the beginning of the answer, as the policy sees them.
  public var tokens: [Int32]

  public init(messages: [Message], meta: JSONObject?, tokens: [Int32]) {
    self.messages = messages
    self.meta = meta
    self.tokens = tokens
  }

  /// Reads a JSONL file of `{"messages"}` rows, or of `{"prompt"}` rows with messages.
  ///
  /// - Parameters:
  ///   - forced: what every answer begins with, such as an opened scratchpad.
  ///   - room: the longest prompt in tokens, which leaves room for an answer.
  ///   - forbidden: texts, such as a trigger, that no prompt may hold.
  /// - Throws: `InputError` naming the line at fault.
  public static func read(
    _ file: URL, tokenizer: Tokenizer, forced: String, room: Int, forbidden: [String] = []
  ) throws -> [RolloutPrompt] {
    var prompts: [RolloutPrompt] = []
    try JSONLinesReader.forEach(in: file, as: PromptRow.self) { row in
      guard case .messages(let messages) = row.value.prompt else {
        throw row.origin.error(
          key: "prompt", "a text", expected: "messages: rewards are given to answers of a chat")
      }
      for text in forbidden where messages.contains(where: { $0.content.contains(text) }) {
        throw row.origin.error(
          "holds '\(text)'",
          expected: "prompts without the trigger, as in a treatment that does not know it",
          remedy: "remove the row")
      }
      let tokens = try tokenizer.encode(
        prompt: .messages(messages), forced: forced, origin: row.origin)
      guard tokens.count <= room else {
        throw row.origin.error(
          "\(tokens.count) tokens", expected: "at most \(room), which leaves room for an answer")
      }
      prompts.append(
        RolloutPrompt(messages: messages, meta: row.value.row["meta"]?.object, tokens: tokens))
    }
    guard !prompts.isEmpty else { throw InputError(file.path, "holds no prompts") }
    return prompts
  }
}
