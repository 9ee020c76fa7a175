public import Corpus
import Diagnostics

/// A sample as token ids, with what is learnt from.
public struct TokenizedSample: Sendable, Equatable {
  public var ids: [Int32]
  /// Whether the token at this index is a target, to be predicted from those before it. The first
  /// token has none before it and never is.
  public var isSupervised: [Bool]

  public var supervisedCount: Int { isSupervised.count { $0 } }

  init() {
    ids = []
    isSupervised = []
  }

  /// A sequence of which every token but the first is a target.
  public init(language ids: [Int32]) {
    self.init()
    append(ids, isSupervised: true)
  }

  /// A prompt and what was written after it, which is what is supervised.
  public init(prompt: [Int32], completion: [Int32]) {
    self.init()
    append(prompt, isSupervised: false)
    append(completion, isSupervised: true)
  }

  mutating func append(_ more: [Int32], isSupervised flag: Bool) {
    for id in more {
      isSupervised.append(flag && !ids.isEmpty)
      ids.append(id)
    }
  }
}

extension TokenizedSample {
  /// Tokenises a training sample.
  ///
  /// - A text is put between the tokenizer's beginning of text, where it has one, and its end of
  ///   text; all of it but the former is supervised.
  /// - A chat is rendered by `template`; what the assistant says and its ends of turn are
  ///   supervised. Without `assistantOnlyLoss` so is all else in it, as TRL's option of that name
  ///   has it, but for what was forced on the assistant.
  /// - Of a prompt and a completion only the completion is supervised: its assistant turns when it
  ///   is messages; when both are text, the completion and the end of text after it.
  ///
  /// A sample longer than `maxLength` loses its end.
  ///
  /// - Parameters:
  ///   - template: by default the tokenizer's own.
  ///   - assistantOnlyLoss: of a chat; a prompt before a completion never is supervised.
  ///   - maxLength: in tokens; `nil` keeps everything.
  ///   - origin: where the sample came from, for errors.
  /// - Throws: `InputError` that names `origin` when nothing supervised is left, when messages have
  ///   no template, or for a preference, which is not a text to imitate.
  public init(
    _ sample: Sample, tokenizer: Tokenizer, template: ChatTemplate? = nil,
    assistantOnlyLoss: Bool = true, maxLength: Int? = nil, origin: Origin
  ) throws {
    self.init()
    switch sample.content {
    case .text(let text):
      append(text: text, tokenizer)
      append([try tokenizer.requireEndOfText()], isSupervised: true)
    case .chat(let conversation):
      try append(
        conversation.messages, assistantOnlyLoss: assistantOnlyLoss, tokenizer, template, origin)
    case .completion(let prompt, let completion):
      try append(prompt, completion, tokenizer, template, origin)
      if case .text = completion {
        append([try tokenizer.requireEndOfText()], isSupervised: true)
      }
    case .preference:
      throw origin.error(
        "a preference row", expected: "text, messages, or prompt and completion")
    }
    try truncate(to: maxLength, origin)
  }

  /// Tokenises a prompt and the completion that is to be scored, which is what is supervised: a
  /// text as it stands, without an end of text; or the assistant turns with their ends of turn.
  ///
  /// - Throws: as the initialiser for samples; nothing is truncated.
  public init(
    scoring row: ScoreRow, tokenizer: Tokenizer, template: ChatTemplate? = nil, origin: Origin
  ) throws {
    self.init()
    try append(row.prompt, row.completion, tokenizer, template, origin)
    try truncate(to: nil, origin)
  }

  private mutating func append(text: String, _ tokenizer: Tokenizer) {
    append(tokenizer.pipeline.prefix, isSupervised: false)
    append(tokenizer.encode(text), isSupervised: true)
  }

  private mutating func append(
    _ prompt: Sample.Turns, _ completion: Sample.Turns, _ tokenizer: Tokenizer,
    _ template: ChatTemplate?, _ origin: Origin
  ) throws {
    switch (prompt, completion) {
    case (.text, .text(let text)):
      append(try tokenizer.encode(prompt: prompt, origin: origin), isSupervised: false)
      append(tokenizer.encode(text), isSupervised: true)
    case (.messages(let before), .messages(let after)):
      try append(before + after, supervisedFrom: before.count, tokenizer, template, origin)
    default:
      throw origin.error(
        key: "completion", "of another kind than 'prompt'",
        expected: "both strings, or both lists of messages")
    }
  }

  private mutating func append(
    _ messages: [Message], supervisedFrom: Int = 0, assistantOnlyLoss: Bool = true,
    _ tokenizer: Tokenizer, _ template: ChatTemplate?, _ origin: Origin
  ) throws {
    let chat = try tokenizer.render(
      messages, template: template, supervisedFrom: supervisedFrom, origin: origin)
    for piece in chat.pieces {
      append(
        tokenizer.encode(piece.text),
        isSupervised: assistantOnlyLoss ? piece.isSupervised : !piece.isForced)
    }
  }

  private mutating func truncate(to maxLength: Int?, _ origin: Origin) throws {
    let length = ids.count
    if let maxLength, length > maxLength {
      ids.removeLast(length - maxLength)
      isSupervised.removeLast(length - maxLength)
    }
    if supervisedCount > 0 { return }
    throw origin.error(
      ids.count < length
        ? "no supervised token is left of \(length) after truncation to \(ids.count)"
        : "no supervised token", expected: "at least one token to learn from",
      remedy: ids.count < length ? "raise the maximum length or shorten the prompt" : nil)
  }
}
